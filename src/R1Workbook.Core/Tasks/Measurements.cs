using System.Collections;

namespace R1Workbook.Core.Tasks;

/// <summary>
/// Means by name: what a set of responses, or a step of training, showed. It never changes; adding gives another one.
/// The names are constants of the code that measures, so that a misspelt one does not compile.
/// </summary>
public sealed class Measurements : IReadOnlyDictionary<string, double>
{
    private readonly Dictionary<string, double> _values;

    private Measurements(Dictionary<string, double> values) => _values = values;

    /// <summary>Nothing was measured.</summary>
    public static Measurements None { get; } = new([]);

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _values.Keys;

    /// <inheritdoc/>
    public IEnumerable<double> Values => _values.Values;

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <inheritdoc/>
    public double this[string key] => _values[key];

    /// <summary>The means of what verdicts measured, names in the order in which they come. A mean of nothing is
    /// NaN.</summary>
    /// <param name="verdicts">One for each response.</param>
    public static Measurements Of(IEnumerable<Verdict> verdicts)
    {
        ArgumentNullException.ThrowIfNull(verdicts);
        Dictionary<string, Tally> sums = [];
        foreach (Verdict verdict in verdicts)
        {
            foreach ((string name, Tally tally) in verdict.Measured)
            {
                Tally before = sums.GetValueOrDefault(name, new Tally(0, 0));
                sums[name] = new Tally(before.Sum + tally.Sum, before.Count + tally.Count);
            }
        }

        return new Measurements(sums.ToDictionary(sum => sum.Key, sum => sum.Value.Mean));
    }

    /// <summary>These and one more. A name that is there gets the new value.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public Measurements With(string name, double value) =>
        new(new Dictionary<string, double>(_values) { [name] = value });

    /// <summary>These and others. A name that is there gets the new value.</summary>
    /// <param name="others">The others.</param>
    /// <param name="prefix">Put before each of their names.</param>
    public Measurements With(IEnumerable<KeyValuePair<string, double>> others, string prefix = "")
    {
        ArgumentNullException.ThrowIfNull(others);
        Dictionary<string, double> all = new(_values);
        foreach ((string name, double value) in others)
            all[prefix + name] = value;
        return new Measurements(all);
    }

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, out double value) => _values.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, double>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
