namespace R1Workbook.Book;

/// <summary>What a page may load (Content-Security-Policy): nothing from the network, and of scripts only those that
/// lie beside it. It stands behind <see cref="SafeHtml"/>, should that let something through.</summary>
internal static class ContentPolicy
{
    // "file:" beside 'self': browsers differ in what a page from the disk is.
    private const string Page =
        "default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; img-src data: blob:; "
        + "font-src data:; frame-src 'self' file:; base-uri 'none'; form-action 'none'";

    // What a script in a frame needs: itself. Where the frame may go is said by the page around it. The directive for
    // WebRTC is not yet known to Chromium 156 (frame.js does the same); it costs a word in the browser's console.
    private const string Frame =
        "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; "
        + "font-src data:; base-uri 'none'; form-action 'none'; webrtc 'block'";

    /// <summary>The tag of a page.</summary>
    public static string OfPage => Tag(Page);

    /// <summary>The tags of a frame.</summary>
    public static string OfFrame => Tag(Frame) + "<meta http-equiv=\"x-dns-prefetch-control\" content=\"off\">";

    private static string Tag(string policy) => $"<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">";
}
