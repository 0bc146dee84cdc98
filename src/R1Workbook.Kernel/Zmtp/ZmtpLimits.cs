namespace R1Workbook.Kernel.Zmtp;

/// <summary>
/// How much a peer may send and leave unread. What comes from a peer that has not yet signed a message is bounded
/// before it is read: everybody who reaches a port can send.
/// </summary>
/// <param name="MessageBytes">Most bytes of one message of a peer that is trusted.</param>
/// <param name="FirstMessageBytes">Most bytes of one message of a peer that is not.</param>
/// <param name="MessageFrames">Most frames of one message.</param>
/// <param name="QueuedBytes">How many bytes may wait for a peer that does not read.</param>
internal sealed record ZmtpLimits(int MessageBytes, int FirstMessageBytes, int MessageFrames, int QueuedBytes)
{
    /// <summary>For shell, control and stdin. The largest frame of a client is a cell's text.</summary>
    public static ZmtpLimits Requests { get; } = new(512 << 20, 1 << 20, 64, 16 << 20);

    /// <summary>For iopub, where peers send only subscriptions. A topic is the name of a message's type.</summary>
    public static ZmtpLimits Subscriptions { get; } = new(256, 256, 1, 16 << 20);

    /// <summary>For the heartbeat, which gives back what it gets.</summary>
    public static ZmtpLimits Echo { get; } = new(64 << 10, 64 << 10, 64, 256 << 10);

    /// <summary>Most connections of one port. A client has one of each port.</summary>
    public const int Connections = 128;

    /// <summary>Most subscriptions of one peer.</summary>
    public const int Topics = 64;

    /// <summary>How long the handshake, and each message of a peer that is not trusted, may take.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>A peer for which more than <see cref="QueuedBytes"/> wait must take <see cref="TakenBytes"/> within
    /// this time, or its connection is closed.</summary>
    public static TimeSpan TakenWithin { get; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc cref="TakenWithin"/>
    public const int TakenBytes = 1 << 20;
}
