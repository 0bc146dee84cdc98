namespace R1Workbook.Learning.Tokenizers;

/// <summary>A tokenizer that cannot be used, with the file, the field and what is wrong.</summary>
public sealed class TokenizerException(string file, string problem, Exception? inner = null)
    : IOException($"{file}: {problem}", inner);
