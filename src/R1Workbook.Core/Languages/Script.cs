namespace R1Workbook.Core.Languages;

/// <summary>A writing system, as far as the workbook tells them apart.</summary>
public enum Script
{
    /// <summary>Digits, punctuation, spaces: shared by all.</summary>
    Common,

    /// <summary>Latin letters.</summary>
    Latin,

    /// <summary>Greek letters.</summary>
    Greek,

    /// <summary>Cyrillic letters.</summary>
    Cyrillic,

    /// <summary>Hebrew letters.</summary>
    Hebrew,

    /// <summary>Arabic letters, those of Persian and Urdu included.</summary>
    Arabic,

    /// <summary>Devanagari: Hindi, Marathi, Nepali.</summary>
    Devanagari,

    /// <summary>Thai letters.</summary>
    Thai,

    /// <summary>Han characters: Chinese, and the kanji of Japanese.</summary>
    Han,

    /// <summary>Hiragana: Japanese.</summary>
    Hiragana,

    /// <summary>Katakana: Japanese, for words from elsewhere.</summary>
    Katakana,

    /// <summary>Hangul: Korean.</summary>
    Hangul,

    /// <summary>Letters of another script.</summary>
    Other,
}
