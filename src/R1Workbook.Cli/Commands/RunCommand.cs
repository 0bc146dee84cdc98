using System.CommandLine;
using System.Globalization;
using R1Workbook.Cli.Progress;
using R1Workbook.Core.Files;
using R1Workbook.Kernel.Headless;
using R1Workbook.Kernel.Host;
using R1Workbook.Learning.Stages;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 run</c>: runs notebooks without a front end and saves them with their outputs.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var notebooks = new Argument<string[]>("notebook")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "The .ipynb files. Default: all of the workbook's notebooks, in order.",
        };
        Option<string> scale = ScaleOption.Create(
            $"The size of the experiments, which cells read from {Scales.Variable}."
        );
        var output = new Option<string>("--out")
        {
            DefaultValueFactory = _ => Path.Combine(".artifacts", "book"),
            Description = "The folder for executed notebooks and the book.",
        };
        var timeout = new Option<double>("--timeout")
        {
            DefaultValueFactory = _ => 600,
            Description = "Most seconds for one cell.",
        };
        timeout.Validators.Add(result =>
        {
            if (result.Errors.Any() || result.GetValueOrDefault<double>() is not (> 0 and <= 1_000_000))
            {
                result.AddError("--timeout takes a number of seconds above 0 and up to 1000000.");
            }
        });
        var command = new Command(
            "run",
            """
            Run notebooks from first cell to last, save them with their outputs and write them as an HTML book.

            Example: r1 run notebooks/01-grpo.ipynb --scale smoke --out .artifacts/book
            Ctrl-C stops the running cell; what ran is saved.
            """
        )
        {
            notebooks,
            scale,
            output,
            timeout,
        };
        command.SetAction(
            async (arguments, cancellationToken) =>
            {
                string[] given = arguments.GetValue(notebooks) ?? [];
                string outputFolder = arguments.GetRequiredValue(output);
                string[] paths = given.Length > 0 ? given : WorkbookNotebooks();
                if (Refuse(paths, outputFolder) is { } reason)
                {
                    await Console.Error.WriteLineAsync(reason);
                    return 2;
                }

                using FolderLock held = FolderLock.Take(outputFolder, "give another folder with --out");
                var options = new RunOptions(HostCommand.ThisProgram(RunCellHostCommand.Name), outputFolder)
                {
                    CellTimeout = TimeSpan.FromSeconds(arguments.GetValue(timeout)),
                    Environment = new Dictionary<string, string>
                    {
                        [Scales.Variable] = arguments.GetRequiredValue(scale),
                    },
                };
                return await RunAsync(paths, options, cancellationToken);
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(string[] paths, RunOptions options, CancellationToken cancellationToken)
    {
        List<NotebookResult> results = await RunProgress.ShowAsync(
            paths.Length,
            async progress =>
            {
                var run = new NotebookRun(options, progress);
                List<NotebookResult> results = [];
                foreach (string path in paths.TakeWhile(_ => !cancellationToken.IsCancellationRequested))
                {
                    NotebookResult result = await run.RunAsync(path, cancellationToken);
                    results.Add(result);
                    progress.End(result);
                }

                return results;
            }
        );
        string[] executed = [.. results.Select(r => r.ExecutedPath).OfType<string>()];
        foreach (string path in executed)
        {
            Console.WriteLine(path);
        }

        bool bound = WriteBook(executed, options.OutputFolder);
        foreach (NotebookResult result in results.Where(r => !r.Succeeded))
        {
            await Console.Error.WriteLineAsync(result.Describe());
        }

        int succeeded = results.Count(r => r.Succeeded);
        string end = string.Create(
            CultureInfo.InvariantCulture,
            $"{succeeded} of {paths.Length} notebooks ran to their end in "
                + $"{results.Sum(r => r.Elapsed.TotalSeconds):0.0} s."
        );
        await Console.Error.WriteLineAsync(end);
        return succeeded == paths.Length && bound ? 0 : 1;
    }

    // A book of what there is, also after failures and Ctrl-C; the executed notebooks lie beside its pages already.
    private static bool WriteBook(string[] executed, string folder)
    {
        if (executed.Length == 0)
        {
            return true;
        }

        try
        {
            Console.WriteLine(WorkbookBook.Write(executed, folder, trust: false, Console.Error.WriteLine));
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(
                $"The book was not written: {e.Message} Mend that, then: r1 book {string.Join(' ', executed)} --out "
                    + $"{folder}"
            );
            return false;
        }
    }

    // Everything that can be known to be wrong is said before anything runs.
    private static string? Refuse(string[] paths, string outputFolder)
    {
        if (paths.Length == 0)
        {
            return "No notebooks found: give their paths, or run r1 inside the workbook's folder.";
        }

        if (paths.FirstOrDefault(p => !File.Exists(p)) is { } missing)
        {
            return Directory.Exists(missing)
                ? $"{missing}: a folder; give .ipynb files, for example {Path.Combine(missing, "*.ipynb")}."
                : $"{missing}: no such file.";
        }

        if (
            paths.FirstOrDefault(p =>
                Path.GetFileNameWithoutExtension(p).Equals("index", StringComparison.OrdinalIgnoreCase)
            ) is
            { } index
        )
        {
            return $"{index}: its page would be the index of the book; give the notebook another name.";
        }

        if (File.Exists(outputFolder))
        {
            return $"--out {outputFolder}: a file of that name is in the way; give a folder.";
        }

        if (
            paths.GroupBy(Path.GetFileName, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is
            { } twice
        )
        {
            return $"{string.Join(" and ", twice)}: two notebooks of one name would be saved as one file; run them "
                + $"one by one with different --out.";
        }

        string output = Path.GetFullPath(outputFolder);
        return
            paths.FirstOrDefault(p =>
                Path.GetDirectoryName(Path.GetFullPath(p)) == Path.TrimEndingDirectorySeparator(output)
            )
                is { } source
            ? $"--out {outputFolder}: {source} lies there and would be overwritten; give another folder."
            : null;
    }

    private static string[] WorkbookNotebooks()
    {
        string here = Directory.GetCurrentDirectory();
        string? root = here;
        while (root is not null && !File.Exists(Path.Combine(root, "R1Workbook.sln")))
        {
            root = Path.GetDirectoryName(root);
        }

        string folder = Path.Combine(root ?? here, "notebooks");
        return Directory.Exists(folder)
            ?
            [
                .. Directory
                    .GetFiles(folder, "*.ipynb")
                    .Order(StringComparer.Ordinal)
                    .Select(p => Path.GetRelativePath(here, p)),
            ]
            : [];
    }
}
