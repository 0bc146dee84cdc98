using R1Workbook.Benchmarks.Scoring;

namespace R1Workbook.Benchmarks.Sets.IfEval;

/// <summary>
/// The language of a text by the method of the Python package langdetect, which IF-Eval's official code asks
/// (instructions.py): naive Bayes over runs of one to three letters (Shuyo, language-detection, 2010), each of seven
/// trials on runs drawn at random until one language has nearly all of the probability. With the package's data it says
/// what the package says with <c>DetectorFactory.seed = 0</c>; officially no seed is set, so that the verdict on a text
/// between two languages changes from run to run. Single words and names in capitals are what it errs in: within a word
/// every letter behind a second capital is left out, and "ETCHINGS" is its first letter alone.
/// </summary>
internal sealed class LangdetectDetector(LangdetectProfiles profiles)
{
    private const int Trials = 7,
        MostDraws = 1000,
        LongestRun = 3;
    private const double Smoothing = 0.5,
        SmoothingWidth = 0.05,
        BaseFrequency = 10_000,
        Converged = 0.99999,
        LeastProbability = 0.1;

    private readonly LangdetectLetters _letters = new(profiles.Messages);

    /// <summary>The language; "unknown" where no language has a tenth of the probability, null where no run of the text
    /// is known, which the official check counts as followed.</summary>
    public string? Detect(string text)
    {
        double[][] runs = [.. Runs(_letters.Of(text))];
        if (runs.Length == 0)
            return null;
        PythonRandom random = new(0);
        double[] mean = new double[profiles.Languages.Count];
        for (int trial = 0; trial < Trials; trial++)
        {
            double[] probabilities = Trial(runs, random);
            for (int i = 0; i < mean.Length; i++)
                mean[i] += probabilities[i] / Trials;
        }
        int best = Array.IndexOf(mean, mean.Max());
        return mean[best] > LeastProbability ? profiles.Languages[best] : "unknown";
    }

    private static double[] Trial(double[][] runs, PythonRandom random)
    {
        double[] probabilities = new double[runs[0].Length];
        Array.Fill(probabilities, 1.0 / probabilities.Length);
        double weight = (Smoothing + random.Gauss() * SmoothingWidth) / BaseFrequency;
        for (int draw = 0; ; draw++)
        {
            double[] shares = runs[random.Below(runs.Length)];
            for (int i = 0; i < shares.Length; i++)
                probabilities[i] *= weight + shares[i];
            if (draw % 5 == 0 && (Normalised(probabilities) > Converged || draw >= MostDraws))
                return probabilities;
        }
    }

    /// <summary>Scales probabilities to the sum 1 and says which is the largest.</summary>
    private static double Normalised(double[] probabilities)
    {
        double sum = probabilities.Sum();
        for (int i = 0; i < probabilities.Length; i++)
            probabilities[i] /= sum;
        return probabilities.Max();
    }

    /// <summary>The shares of the known runs that end at each letter, one to three letters long.</summary>
    private IEnumerable<double[]> Runs(string text)
    {
        string run = " ";
        bool inCapitals = false;
        foreach (char read in text)
        {
            char letter = _letters.Normal(read),
                last = run[^1];
            if (last == ' ')
            {
                (run, inCapitals) = (" ", false);
                if (letter == ' ')
                    continue;
            }
            else if (run.Length >= LongestRun)
            {
                run = run[1..];
            }
            run += letter;
            inCapitals = char.IsUpper(letter) && (inCapitals || char.IsUpper(last));
            if (inCapitals)
                continue;
            for (int length = 1; length <= run.Length; length++)
            {
                string known = run[^length..];
                if (known != " " && profiles.Frequencies.TryGetValue(known, out double[]? shares))
                    yield return shares;
            }
        }
    }
}
