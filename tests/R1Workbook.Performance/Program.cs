using System.Text.Json;
using R1Workbook.Performance;

if (args is not ["kernel", .. string[] command])
{
    Console.Error.WriteLine("Usage: dotnet run --project tests/R1Workbook.Performance -- kernel [program argument ...]");
    return 2;
}

string[] start = command.Length > 0 ? command : ["dotnet", Path.Combine(".artifacts", "bin", "R1Workbook.Cli", "release", "r1.dll")];
Console.WriteLine(JsonSerializer.Serialize(KernelTimes.Measure(start), KernelTimes.Readable));
return 0;
