using System.Collections.Concurrent;
using R1Workbook.Kernel.Contracts;

namespace R1Workbook.Kernel.Session;

/// <summary>Keeps an editor's questions and a running cell apart where a language cannot do both at once: DuckDB's
/// connection and F# Interactive serve one caller at a time.</summary>
internal sealed class LanguageTurns
{
    private readonly ConcurrentDictionary<ICellLanguage, SemaphoreSlim> _turns = new();

    /// <summary>Runs a piece; what an editor asks of this language meanwhile has no answer.</summary>
    /// <param name="language">The language of the piece.</param>
    /// <param name="run">Runs it.</param>
    /// <param name="cancellationToken">Gives up waiting for an editor's question to end.</param>
    public async Task<Evaluation> RunAsync(
        ICellLanguage language,
        Func<Task<Evaluation>> run,
        CancellationToken cancellationToken
    )
    {
        if (language.AnswersBesideCells)
        {
            return await run().ConfigureAwait(true);
        }

        SemaphoreSlim turn = Turn(language);
        await turn.WaitAsync(cancellationToken).ConfigureAwait(true);
        try
        {
            return await run().ConfigureAwait(true);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Asks a language something beside cells.</summary>
    /// <param name="language">The language.</param>
    /// <param name="ask">The question.</param>
    /// <param name="otherwise">The answer while a piece of it runs.</param>
    public T Ask<T>(ICellLanguage language, Func<T> ask, T otherwise)
    {
        if (language.AnswersBesideCells)
        {
            return ask();
        }

        SemaphoreSlim turn = Turn(language);
        if (!turn.Wait(0, CancellationToken.None))
        {
            return otherwise;
        }

        try
        {
            return ask();
        }
        finally
        {
            turn.Release();
        }
    }

    private SemaphoreSlim Turn(ICellLanguage language) => _turns.GetOrAdd(language, _ => new SemaphoreSlim(1));
}
