namespace R1Workbook.Learning.Tests;

/// <summary>Cases of the losses of TRL, on tensors.</summary>
public sealed class PeerLossFileTests() : SharedChecks("losses");

/// <summary>The published tokenizers of DeepSeek-V3 and Qwen3.</summary>
public sealed class TokenizerFileGroupTests() : SharedChecks("tokenizers");

/// <summary>The tiny model that verl tests with.</summary>
public sealed class ModelFileTests() : SharedChecks("models");
