using System.CommandLine;
using R1Workbook.Benchmarks;
using R1Workbook.Benchmarks.Files;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 data</c>: lists the benchmarks, downloads their files, and checks them.</summary>
internal static class DataCommand
{
    public static Command Create()
    {
        var folder = new Option<string>("--folder")
        {
            Description = "Where the files are kept.",
            DefaultValueFactory = _ => "benchmarks",
            Recursive = true,
        };
        var list = new Command(
            "list",
            "Name all benchmarks with size, licence, source and what a file of responses holds. Example: r1 data list"
        );
        list.SetAction(_ => List(Console.Out));
        var benchmark = new Argument<string>("BENCHMARK") { Description = "The benchmark." };
        var get = new Command(
            "get",
            "Fetch a benchmark's file from its official place, go on where a download was cut, and check its hash. "
                + "Example: r1 data get gsm8k"
        )
        {
            benchmark,
        };
        get.SetAction(
            (arguments, cancellation) =>
                GetAsync(
                    arguments.GetValue(benchmark)!,
                    arguments.GetValue(folder)!,
                    Console.Out,
                    Console.Error,
                    cancellation
                )
        );
        var checkedBenchmark = new Argument<string>("BENCHMARK") { Description = "The benchmark." };
        var file = new Argument<string?>("FILE")
        {
            Description = "The file; by default the one that r1 data get keeps.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var check = new Command(
            "check",
            "Read every row of a benchmark's file, and compare its hash and its number of questions. Example: r1 "
                + "data check gsm8k test.jsonl"
        )
        {
            checkedBenchmark,
            file,
        };
        check.SetAction(
            (arguments, cancellation) =>
                Task.FromResult(
                    Check(
                        arguments.GetValue(checkedBenchmark)!,
                        arguments.GetValue(file),
                        arguments.GetValue(folder)!,
                        Console.Out,
                        Console.Error
                    )
                )
        );
        return new Command(
            "data",
            "Name, fetch and check the official files of benchmarks, which are not part of the workbook."
        )
        {
            list,
            get,
            check,
            folder,
        };
    }

    internal static int List(TextWriter output)
    {
        foreach (BenchmarkEntry entry in BenchmarkCatalogue.All)
        {
            output.WriteLine(
                $"{entry.Id}: {entry.Name}, {entry.Metric}, {entry.Size} {entry.Unit}; licence: {entry.Licence}"
            );
            output.WriteLine($"    get: {Source(entry.File)}");
            if (entry.File.Afterwards is { } next)
                output.WriteLine($"    after that: {next}");
            output.WriteLine($"    by hand: {entry.File.ByHand}");
            foreach (BenchmarkFile beside in entry.File.Beside)
                output.WriteLine($"    beside it: {beside.Name}, {beside.ByHand}; {Source(beside)}");
            output.WriteLine($"    responses: {entry.Responses}");
        }
        return 0;
    }

    internal static async Task<int> GetAsync(
        string benchmark,
        string folder,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellation = default
    )
    {
        return Find(benchmark, errors) is { } entry ? await GetAsync(entry, folder, output, errors, cancellation) : 2;
    }

    internal static async Task<int> GetAsync(
        BenchmarkEntry entry,
        string folder,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellation = default
    )
    {
        int done = 0;
        foreach (BenchmarkFile file in (BenchmarkFile[])[entry.File, .. entry.File.Beside])
        {
            done = Math.Max(
                done,
                await GetAsync(entry, file, Path.Combine(folder, file.Name), output, errors, cancellation)
            );
        }

        return done;
    }

    private static async Task<int> GetAsync(
        BenchmarkEntry entry,
        BenchmarkFile file,
        string path,
        TextWriter output,
        TextWriter errors,
        CancellationToken cancellation
    )
    {
        if (file.Download is null)
        {
            errors.WriteLine($"{entry.Id} cannot be downloaded: {file.ByHand}. Put it at {path}.");
            return 1;
        }
        try
        {
            await Download.FetchAsync(file.Download, path, cancellation);
            output.WriteLine(
                $"{path}: {new FileInfo(path).Length} bytes; its hash is the known one. Licence: {entry.Licence}."
            );
            if (file.Afterwards is { } next)
                output.WriteLine($"{next}.");
            return 0;
        }
        catch (DataFileException exception)
        {
            errors.WriteLine(exception.Message);
            errors.WriteLine($"By hand: {file.ByHand}. Put it at {path}.");
            return 1;
        }
    }

    private static string Source(BenchmarkFile file) =>
        file.Download is { } download ? $"{download.Url} (sha256 {download.Sha256})" : "by hand";

    internal static int Check(string benchmark, string? file, string folder, TextWriter output, TextWriter errors)
    {
        if (Find(benchmark, errors) is not { } entry)
            return 2;
        string path = file ?? Path.Combine(folder, entry.File.Name);
        try
        {
            int rows = entry.Benchmark.Questions(path)?.Count() ?? DataFile.Read(path, row => row.Line).Count();
            string? mismatch = File.Exists(path) ? entry.File.Download?.Mismatch(path) : null;
            string reported =
                rows == entry.Size
                    ? ", as many as the reported figure rests on"
                    : $"; the reported figure rests on {entry.Size}";
            output.WriteLine($"{path}: {rows} rows can be read{reported}.");
            foreach (
                BenchmarkFile beside in entry.File.Beside.Where(beside =>
                    !File.Exists(Path.Combine(Path.GetDirectoryName(path)!, beside.Name))
                )
            )
            {
                output.WriteLine($"Not beside it: {beside.Name}, {beside.ByHand}.");
            }

            if (mismatch is not null)
                errors.WriteLine($"{path}: it {mismatch}: it is not the file that r1 data get downloads.");
            return mismatch is null ? 0 : 1;
        }
        catch (DataFileException exception)
        {
            errors.WriteLine(exception.Message);
            return 1;
        }
    }

    private static BenchmarkEntry? Find(string benchmark, TextWriter errors)
    {
        BenchmarkEntry? entry = BenchmarkCatalogue.All.FirstOrDefault(entry => entry.Id == benchmark);
        if (entry is null)
        {
            errors.WriteLine(
                $"There is no benchmark \"{benchmark}\"; there are "
                    + $"{string.Join(", ", BenchmarkCatalogue.All.Select(known => known.Id))}."
            );
        }

        return entry;
    }
}
