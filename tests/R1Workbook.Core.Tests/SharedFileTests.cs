namespace R1Workbook.Core.Tests;

/// <summary>Cases of the verifiers, rewards and metrics of other projects.</summary>
public sealed class PeerCaseFileTests() : SharedChecks("cases");

/// <summary>Cases of the losses of TRL and verl.</summary>
public sealed class PeerLossFileTests() : SharedChecks("losses");

/// <summary>Official data sets and verdicts that were published on them.</summary>
public sealed class DataSetFileTests() : SharedChecks("datasets");

/// <summary>Facts collected from the paper, against the tables that the workbook reports.</summary>
public sealed class PaperFactFileTests() : SharedChecks("facts");
