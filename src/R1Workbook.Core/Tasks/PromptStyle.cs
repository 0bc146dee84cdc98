namespace R1Workbook.Core.Tasks;

/// <summary>How a problem is put to a model.</summary>
public enum PromptStyle
{
    /// <summary>As the benchmark's own code puts it, without examples.</summary>
    Official,

    /// <summary>As R1 was asked: zero-shot, the answer in a form that the benchmark's scorer reads (version 1 of the
    /// paper, section 3).</summary>
    R1,
}
