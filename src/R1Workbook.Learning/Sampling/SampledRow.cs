namespace R1Workbook.Learning.Sampling;

/// <summary>One completion while it is drawn: its tokens, whether it has ended, and what its thinking budget
/// forces.</summary>
internal sealed class SampledRow(SamplingSettings settings)
{
    private readonly List<int> _tokens = [];
    private readonly List<float> _logProbs = [];
    private readonly List<int> _forced = [];
    private bool _thinking = settings.Budget is not null;
    private int _toForce; // tokens of the budget's end still to be written, counted from its end

    public bool Ended { get; private set; }

    private bool Finished { get; set; } // by the end of sequence or a stop sequence, not by the limit

    /// <summary>Adds the token that was drawn, or the one that the budget forces in its place.</summary>
    /// <returns>The token that was added.</returns>
    public int Add(int drawn, ReadOnlySpan<float> probabilities)
    {
        int token = drawn;
        if (settings.Budget is { } budget)
        {
            if (_thinking && _tokens.Count >= budget.Tokens && drawn != budget.Close)
                (_thinking, _toForce) = (false, budget.Then.Count);
            if (_toForce > 0)
            {
                token = budget.Then[^_toForce--];
                _forced.Add(_tokens.Count);
            }
            else if (drawn == budget.Close)
            {
                _thinking = false;
            }
        }
        _tokens.Add(token);
        _logProbs.Add(MathF.Log(probabilities[token]));
        Finished = token == settings.EndOfSequence || settings.Stops.Any(EndsWith);
        Ended = Finished || _tokens.Count == settings.MaxTokens;
        return token;
    }

    public Completion Completion() => new([.. _tokens], [.. _logProbs], !Finished) { Forced = [.. _forced] };

    private bool EndsWith(int[] stop)
    {
        if (stop.Length > _tokens.Count)
            return false;
        for (int i = 1; i <= stop.Length; i++)
        {
            if (stop[^i] != _tokens[^i])
                return false;
        }

        return true;
    }
}
