using R1Workbook.Checks;

namespace R1Workbook.Tests.Checks;

public class CheckTests
{
    [Fact]
    public void A_claim_that_holds_shows_what_was_found_and_where_it_is_made() =>
        Assert.Equal("✔ one half: 0.5 against 0.5 (a book)", Check.Equal(0.5, 0.5, "one half", "a book").ToString());

    [Fact]
    public void A_claim_that_does_not_hold_stops_the_notebook_and_names_its_source()
    {
        ClaimFailedException failed = Assert.Throws<ClaimFailedException>(() =>
            Check.Equal(0.5, 0.6, "one half", "a book")
        );
        Assert.Equal("✘ one half: 0.6 against 0.5 (a book)", failed.Message);
        Assert.Throws<ClaimFailedException>(() => Check.That(false, "never"));
        Assert.Throws<ClaimFailedException>(() => Check.Between(0, 1, 1.1, "within"));
        Assert.Throws<ClaimFailedException>(() => Check.Equal(0, double.NaN, "a number"));
        Assert.Throws<ClaimFailedException>(() => Check.Between(0, 1, double.NaN, "a number"));
    }

    [Fact]
    public void What_rounds_to_nothing_shows_without_a_sign() =>
        Assert.Equal("0 against 0", Check.Equal(0, -1e-17, "a sum").Found);

    [Fact]
    public void A_claim_that_is_not_made_neither_fails_nor_looks_as_if_it_held()
    {
        Checked skipped = Check.Where(made: false, condition: false, "pigs fly", "nowhere");

        Assert.Equal("– not claimed here: pigs fly", skipped.ToString());
        Assert.Equal(
            "✔ two is two: holds (counted)",
            Check.Where(made: true, condition: true, "two is two", "counted").ToString()
        );
        Assert.Throws<ClaimFailedException>(() => Check.Where(made: true, condition: false, "pigs fly"));
    }
}
