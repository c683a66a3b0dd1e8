using System.Globalization;

namespace ProxyManager.Resources.Tests;

public sealed class Rfc3339Tests
{
    [Fact]
    public void Text_OfAMomentElsewhere_IsUtcWhateverTheCulture()
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.TimeSeparator = ".";
        CultureInfo.CurrentCulture = culture;
        try
        {
            var moment = new DateTimeOffset(2026, 11, 21, 12, 12, 8, 412, TimeSpan.FromHours(2));

            Rfc3339.Seconds(moment).ShouldBe("2026-11-21T10:12:08Z");
            Rfc3339.Milliseconds(moment).ShouldBe("2026-11-21T10:12:08.412Z");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
