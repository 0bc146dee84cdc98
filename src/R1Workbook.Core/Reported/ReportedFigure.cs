namespace R1Workbook.Core.Reported;

/// <summary>Where a figure is written.</summary>
/// <param name="Document">The document.</param>
/// <param name="Place">The table, section or page.</param>
public sealed record ReportedSource(string Document, string Place)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Document}, {Place}";
}

/// <summary>One number that somebody published.</summary>
/// <param name="Table">The table it stands in, such as "v1 Table 4".</param>
/// <param name="Model">The model, or the row of a table without models.</param>
/// <param name="Benchmark">The benchmark with its metric as the table writes it, or the column.</param>
/// <param name="Category">English, Code, Math or Chinese, where the table says so.</param>
/// <param name="Metric">Pass@1, EM, cons@64 and the like, where the table says so.</param>
/// <param name="Value">The number; null where the table has a dash.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Source">Where it is written.</param>
public sealed record ReportedFigure(
    string Table,
    string Model,
    string Benchmark,
    string Category,
    string Metric,
    double? Value,
    string Unit,
    ReportedSource Source
);

/// <summary>A table of published numbers.</summary>
/// <param name="Id">Its name, such as "v1 Table 4".</param>
/// <param name="Title">What it shows.</param>
/// <param name="Source">Where it is written.</param>
/// <param name="Figures">Its numbers, in the order of the table.</param>
public sealed record ReportedTable(
    string Id,
    string Title,
    ReportedSource Source,
    IReadOnlyList<ReportedFigure> Figures
);

/// <summary>What was published about one stage of training; null or empty where nothing was.</summary>
/// <param name="Stage">The stage and the model it gives.</param>
/// <param name="StartsFrom">The model it starts from.</param>
/// <param name="Algorithm">GRPO or SFT.</param>
/// <param name="LearningRate">The learning rate.</param>
/// <param name="KlCoefficient">β.</param>
/// <param name="ClipRange">ε.</param>
/// <param name="GroupSize">G, completions a prompt.</param>
/// <param name="Temperature">The temperature of sampling.</param>
/// <param name="Batch">Completions, or documents, a step.</param>
/// <param name="Steps">Steps of training.</param>
/// <param name="Source">Where it is written.</param>
public sealed record ReportedStage(
    string Stage,
    string StartsFrom,
    string Algorithm,
    string LearningRate,
    double? KlCoefficient,
    double? ClipRange,
    int? GroupSize,
    double? Temperature,
    int? Batch,
    int? Steps,
    string Source
);

/// <summary>A place where sources disagree, with what each of them says.</summary>
/// <param name="What">What they disagree about.</param>
/// <param name="Values">Each source and what it says.</param>
/// <param name="Note">What decides, where something does.</param>
public sealed record ReportedConflict(string What, IReadOnlyList<ReportedValue> Values, string Note);

/// <summary>What one source says.</summary>
/// <param name="Source">The source.</param>
/// <param name="Value">What it says.</param>
public sealed record ReportedValue(string Source, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Source}: {Value}";
}

/// <summary>A slip of the text that this workbook began from.</summary>
/// <param name="Where">Where in it.</param>
/// <param name="Says">What it says.</param>
/// <param name="Holds">What holds.</param>
/// <param name="Source">Where that is written.</param>
public sealed record ReportedErratum(string Where, string Says, string Holds, string Source);
