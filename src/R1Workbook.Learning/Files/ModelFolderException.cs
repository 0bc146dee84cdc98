namespace R1Workbook.Learning.Files;

/// <summary>A folder of a model that cannot be loaded or saved, with the file, the field and what to do.</summary>
public sealed class ModelFolderException(string file, string problem, Exception? inner = null)
    : IOException($"{file}: {problem}", inner);
