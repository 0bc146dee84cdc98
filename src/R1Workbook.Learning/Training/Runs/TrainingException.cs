namespace R1Workbook.Learning.Training.Runs;

/// <summary>A training that cannot go on, with the step, what was wrong and what to do.</summary>
public sealed class TrainingException(string message, Exception? inner = null) : Exception(message, inner);
