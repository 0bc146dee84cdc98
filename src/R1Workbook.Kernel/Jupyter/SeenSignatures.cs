using System.Buffers.Binary;

namespace R1Workbook.Kernel.Jupyter;

/// <summary>The signatures that were accepted: a message that somebody recorded and sends again does not run
/// again.</summary>
internal sealed class SeenSignatures
{
    // A message is a few hundred bytes, its trace here 16: the last million cost some 50 MB, and only who has the key
    // can add to them.
    private const int Most = 1_000_000;

    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _seen = [];
    private readonly Queue<UInt128> _inOrder = new();

    /// <summary>Whether a signature comes for the first time.</summary>
    /// <param name="signature">An HMAC-SHA256, in hexadecimal letters.</param>
    public bool IsNew(ReadOnlySpan<byte> signature)
    {
        UInt128 key = BinaryPrimitives.ReadUInt128BigEndian(Convert.FromHexString(signature[..32]));
        lock (_gate)
        {
            if (!_seen.Add(key))
            {
                return false;
            }

            _inOrder.Enqueue(key);
            if (_inOrder.Count > Most)
            {
                _seen.Remove(_inOrder.Dequeue());
            }

            return true;
        }
    }
}
