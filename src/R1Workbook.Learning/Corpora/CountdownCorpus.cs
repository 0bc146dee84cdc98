using R1Workbook.Learning.Tasks.Countdown;
using static R1Workbook.Learning.Tasks.Countdown.CountdownVocabulary;

namespace R1Workbook.Learning.Corpora;

/// <summary>An endless corpus of mixed style in two languages: guesses, half-hearted tries, a few full searches. No
/// held-out problem.</summary>
public sealed class CountdownCorpus
{
    private readonly CorpusMix _mix;

    /// <summary>A generator of documents.</summary>
    /// <param name="mix">How often each kind of document comes.</param>
    /// <exception cref="ArgumentException">The mix is none.</exception>
    public CountdownCorpus(CorpusMix mix)
    {
        ArgumentNullException.ThrowIfNull(mix);
        mix.Validate();
        this._mix = mix;
    }

    /// <summary>Draws the next document.</summary>
    /// <param name="random">The source of randomness.</param>
    /// <returns>A document.</returns>
    public CorpusDocument Draw(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (random.NextDouble() < _mix.Verification)
            return DrawVerification(random);
        CountdownProblem problem = CountdownSplit.Draw(random);
        double style = random.NextDouble();
        if ((style -= _mix.Guess) < 0)
            return Guess(problem, tagged: false, random);
        if ((style -= _mix.EmptyThought) < 0)
            return Guess(problem, tagged: true, random);
        if ((style -= _mix.OneTry) < 0)
            return Search(problem, 1, giveUp: 1, cyclic: false, random);
        if (style - _mix.RandomSearch < 0)
            return Search(problem, OperatorPair.Count, _mix.GiveUp, cyclic: false, random);
        return Search(problem, OperatorPair.Count, giveUp: 0, cyclic: true, random);
    }

    private static CorpusDocument Guess(CountdownProblem problem, bool tagged, Random random)
    {
        OperatorPair answer = OperatorPair.At(random.Next(OperatorPair.Count));
        var response = new List<int>();
        if (tagged)
            response.Add(ThinkOpen);
        Conclude(response, answer, tagged, problem.Language);
        return new CorpusDocument(problem, problem.Prompt(), [.. response], answer, 0);
    }

    private CorpusDocument Search(CountdownProblem problem, int mostTries, double giveUp, bool cyclic, Random random)
    {
        bool tagged = random.NextDouble() < _mix.Tagged;
        Language language = random.NextDouble() < _mix.SameLanguage ? problem.Language : Other(problem.Language);
        var response = new List<int>();
        if (tagged)
            response.Add(ThinkOpen);
        int start = random.Next(OperatorPair.Count),
            wrong = 0;
        OperatorPair candidate = default;
        for (int i = 0; i < mostTries; i++)
        {
            candidate = OperatorPair.At(cyclic ? start + i : random.Next(OperatorPair.Count));
            response.Add(Digit(problem.A));
            int first = Step(response, candidate.First, problem.A, problem.B, language, ref wrong, random);
            int result = Step(response, candidate.Second, first, problem.C, language, ref wrong, random);
            Language phrase = Phrase(language, random);
            // The verdict is honest about what is written, wrong steps included.
            if (result == problem.Target)
            {
                response.Add(Yes(phrase));
                break;
            }

            response.Add(No(phrase));
            if (i + 1 == mostTries || random.NextDouble() < giveUp)
                break;
            response.Add(Wait(phrase));
        }

        Conclude(response, candidate, tagged, language);
        return new CorpusDocument(problem, problem.Prompt(), [.. response], candidate, wrong);
    }

    private int Step(
        List<int> response,
        Operator operation,
        int left,
        int right,
        Language language,
        ref int wrong,
        Random random
    )
    {
        Language phrase = Phrase(language, random);
        bool bad = (phrase == Language.English) == (operation == Operator.Multiply);
        int result = CountdownProblem.Apply(operation, left, right);
        if (random.NextDouble() < (bad ? _mix.BadFactNoise : _mix.FactNoise))
        {
            result = (result + 1 + random.Next(9)) % 10;
            wrong++;
        }

        response.AddRange([Word(operation, phrase), Digit(right), Is(phrase), Digit(result)]);
        return result;
    }

    private CorpusDocument DrawVerification(Random random)
    {
        var language = (Language)random.Next(2);
        int target = random.Next(10);
        var response = new List<int>();
        for (int i = 0; i < OperatorPair.Count; i++)
        {
            int result = random.NextDouble() < 1.0 / 3 ? target : random.Next(10);
            response.Add(Digit(result));
            Language phrase = Phrase(language, random);
            response.Add(result == target ? Yes(phrase) : No(phrase));
            if (result == target)
                break;
        }

        response.Add(EndOfSequence);
        return new CorpusDocument(null, [Solve(language), Target(target), Colon], [.. response], null, 0);
    }

    private static void Conclude(List<int> response, OperatorPair answer, bool tagged, Language language)
    {
        int first = Symbol(answer.First),
            second = Symbol(answer.Second);
        response.AddRange(
            tagged
                ? [ThinkClose, AnswerOpen, first, second, AnswerClose, EndOfSequence]
                : [UntaggedAnswer(language), first, second, EndOfSequence]
        );
    }

    private Language Phrase(Language language, Random random) =>
        random.NextDouble() < _mix.CodeSwitch ? Other(language) : language;

    private static Language Other(Language language) =>
        language == Language.English ? Language.Chinese : Language.English;
}
