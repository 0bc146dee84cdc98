namespace R1Workbook.Kernel.Jupyter;

/// <summary>Lines about what peers sent and was refused. A peer without the key must not fill the log: after a burst
/// one line a second is kept, and the next says how many were not.</summary>
/// <param name="log">Takes the lines.</param>
internal sealed class RefusalLog(TextWriter log)
{
    private const int Burst = 200;

    private readonly Lock _gate = new();
    private int _left = Burst;
    private long _second = Environment.TickCount64 / 1_000;
    private int _unsaid;

    /// <summary>Writes a line, or counts it.</summary>
    public void Add(string line)
    {
        lock (_gate)
        {
            long now = Environment.TickCount64 / 1_000;
            _left = (int)Math.Min(Burst, _left + now - _second);
            _second = now;
            if (_left == 0)
            {
                _unsaid++;
                return;
            }

            _left--;
            log.WriteLine(_unsaid == 0 ? line : $"{line} ({_unsaid} lines before it were left out.)");
            _unsaid = 0;
        }
    }
}
