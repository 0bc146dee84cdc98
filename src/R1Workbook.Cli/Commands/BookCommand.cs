using System.CommandLine;
using R1Workbook.Core.Files;

namespace R1Workbook.Cli.Commands;

/// <summary><c>r1 book</c>: executed notebooks as a book of HTML pages that opens offline.</summary>
internal static class BookCommand
{
    public static Command Create()
    {
        var notebooks = new Argument<string[]>("NOTEBOOK")
        {
            Description = "Executed notebooks, in the order of the book.",
            Arity = ArgumentArity.OneOrMore,
        };
        var folder = new Option<string>("--out")
        {
            Description = "Where the book goes.",
            DefaultValueFactory = _ => Path.Combine(".artifacts", "book"),
        };
        var trust = new Option<bool>("--trust")
        {
            Description =
                "Put HTML and scripts of the notebooks into the pages as they are, to run in the browser of who opens "
                + "them. Without it HTML is cleaned, and scripts of outputs run in frames apart, without a network.",
        };
        var command = new Command(
            "book",
            "Write executed notebooks as an HTML book, without running them. Example: r1 book "
                + ".artifacts/book/*.ipynb --out site"
        )
        {
            notebooks,
            folder,
            trust,
        };
        command.SetAction(arguments =>
            Run(arguments.GetValue(notebooks)!, arguments.GetValue(folder)!, arguments.GetValue(trust))
        );
        return command;
    }

    private static int Run(string[] notebooks, string folder, bool trust)
    {
        if (Array.Find(notebooks, path => !File.Exists(path)) is { } missing)
        {
            Console.Error.WriteLine($"{missing}: no such file. Nothing was written.");
            return 2;
        }
        try
        {
            using FolderLock held = FolderLock.Take(folder, "give another folder with --out");
            Console.WriteLine(WorkbookBook.Write(notebooks, folder, trust, Console.Error.WriteLine));
            return 0;
        }
        catch (Exception exception)
            when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
