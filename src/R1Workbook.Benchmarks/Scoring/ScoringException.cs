namespace R1Workbook.Benchmarks.Scoring;

/// <summary>Data and responses from which no score, or only a wrong one, could be computed. The message is for the
/// user: it says what is wrong, where, and what to do.</summary>
/// <param name="message">The message.</param>
public sealed class ScoringException(string message) : Exception(message);
