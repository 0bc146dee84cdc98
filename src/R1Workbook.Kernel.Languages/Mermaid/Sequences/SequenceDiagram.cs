namespace R1Workbook.Kernel.Languages.Mermaid.Sequences;

/// <summary>A sequence diagram.</summary>
/// <param name="Title">Its title; empty for none.</param>
/// <param name="Participants">From left to right.</param>
/// <param name="Steps">From top to bottom.</param>
internal sealed record SequenceDiagram(
    string Title,
    IReadOnlyList<SequenceParticipant> Participants,
    IReadOnlyList<SequenceStep> Steps
);

/// <summary>Who sends and receives.</summary>
internal sealed class SequenceParticipant(string id, bool isActor)
{
    public string Id { get; } = id;

    public string Label { get; set; } = id;

    public bool IsActor => isActor;

    /// <summary>The middle of its life line, set when it is drawn.</summary>
    public double X { get; set; }
}

/// <summary>What happens next.</summary>
internal abstract record SequenceStep;

/// <summary>A message.</summary>
/// <param name="From">Who sends.</param>
/// <param name="To">Who receives.</param>
/// <param name="Text">The text on it.</param>
/// <param name="IsDotted">Whether its line is dotted.</param>
/// <param name="Head">arrow, open, cross or empty.</param>
/// <param name="Tail">arrow or empty.</param>
internal sealed record SequenceMessage(
    SequenceParticipant From,
    SequenceParticipant To,
    string Text,
    bool IsDotted,
    string Head,
    string Tail
) : SequenceStep;

/// <summary>A note.</summary>
/// <param name="Side">-1 left of the first, 1 right of it, 0 over all from the first to the last.</param>
/// <param name="First">Whom it concerns.</param>
/// <param name="Last">The last whom it concerns.</param>
/// <param name="Text">What it says.</param>
internal sealed record SequenceNote(int Side, SequenceParticipant First, SequenceParticipant Last, string Text)
    : SequenceStep;

/// <summary>A life line becomes active, or ceases to be.</summary>
internal sealed record SequenceActivation(SequenceParticipant Participant, bool Begins) : SequenceStep;

/// <summary>A frame begins: loop, alt, opt, par, critical, break, rect.</summary>
internal sealed record SequenceFrame(string Kind, string Text) : SequenceStep;

/// <summary>The frame is divided: else, and, option.</summary>
internal sealed record SequenceDivider(string Text) : SequenceStep;

/// <summary>The innermost frame ends.</summary>
internal sealed record SequenceEnd : SequenceStep;
