using R1Workbook.Kernel.Headless;
using R1Workbook.Kernel.Host;

// Runs a notebook with the kernel alone: no library of the workbook is beside this program, so that what a notebook
// uses of it comes from the packages that the notebook names.
//
// R1Workbook.BareKernel NOTEBOOK OUTPUT-FOLDER
const string Cells = "cells";
if (args is [Cells, var pipe])
    return CellHost.Run(pipe);

HostCommand host = new("dotnet", [typeof(Program).Assembly.Location, Cells]);
NotebookResult result = await new NotebookRun(new RunOptions(host, args[1]), new Progress<CellProgress>()).RunAsync(
    args[0],
    CancellationToken.None
);
Console.Error.WriteLine(result.Describe());
return result.Succeeded ? 0 : 1;
