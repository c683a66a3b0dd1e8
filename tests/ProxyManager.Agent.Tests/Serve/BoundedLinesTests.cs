using ProxyManager.Agent.Serve;

namespace ProxyManager.Agent.Tests.Serve;

public sealed class BoundedLinesTests
{
    [Fact]
    public void Read_Lines_AreAsTheyWereSent()
    {
        var longest = new string('x', 40_000);
        var lines = new BoundedLines(new StringReader($"a\n\n{longest}\nlast"), longest.Length);

        lines.Read().ShouldBe("a");
        lines.Read().ShouldBe("");
        lines.Read().ShouldBe(longest);
        lines.Read().ShouldBe("last");
        lines.Read().ShouldBeNull();
        lines.IsTooLong.ShouldBeFalse();
    }

    [Fact]
    public void Read_LineWithoutEnd_IsGivenUpAtTheLimit()
    {
        var endless = new EndlessReader();
        var lines = new BoundedLines(endless, 100_000);

        lines.Read().ShouldBeNull();

        lines.IsTooLong.ShouldBeTrue();
        endless.Given.ShouldBeLessThan(200_000);
        lines.Read().ShouldBeNull();
    }

    private sealed class EndlessReader : TextReader
    {
        public int Given { get; private set; }

        public override int Read(Span<char> buffer)
        {
            buffer.Fill('x');
            Given += buffer.Length;
            return buffer.Length;
        }

        public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));
    }
}
