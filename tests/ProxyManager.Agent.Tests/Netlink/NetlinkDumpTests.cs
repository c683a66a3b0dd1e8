using System.Runtime.InteropServices;
using ProxyManager.Agent.Netlink;

namespace ProxyManager.Agent.Tests.Netlink;

public sealed class NetlinkDumpTests
{
    private const ushort Error = 2;
    private const ushort Done = 3;
    private const ushort Route = 24;
    private const ushort Interrupted = 0x10;
    private const int InvalidArgument = 22;

    private readonly NetlinkDump _dump = new();

    [Fact]
    public void Add_SeveralDatagrams_GivesAllMessagesUpToTheEnd()
    {
        _dump.Add([.. Message(Route, 0, 1, 2, 3), .. Message(Route, 0, 4, 5, 6, 7)]).ShouldBeFalse();
        _dump.Add(Message(Route, 0, 8)).ShouldBeFalse();
        _dump.Add([.. Message(Done, 0, 0, 0, 0, 0), .. Message(Route, 0, 9)]).ShouldBeTrue();

        _dump.Answers.ShouldBe([[1, 2, 3], [4, 5, 6, 7], [8]]);
        _dump.WasInterrupted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(Route)]
    [InlineData(Done)]
    public void Add_OneMessageSaysThatThingsChanged_IsInterrupted(ushort flagged)
    {
        _dump.Add(Message(Route, flagged == Route ? Interrupted : (ushort)0, 1));
        _dump.Add(Message(Done, flagged == Done ? Interrupted : (ushort)0)).ShouldBeTrue();

        _dump.WasInterrupted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(Error)]
    // What a kernel can tell of comes first, and the error stands where the end is.
    [InlineData(Done)]
    public void Add_Refused_SaysWhy(ushort type)
    {
        _dump.Add(Message(Route, 0, 1)).ShouldBeFalse();
        var number = BitConverter.GetBytes(-InvalidArgument);

        Should.Throw<IOException>(() => _dump.Add(Message(type, 0, number))).Message.ShouldContain("Invalid argument");
    }

    [Fact]
    public void Add_CutOffAnywhere_IsReadAsFarAsItGoes()
    {
        // A message's header is enough to see that it is the last.
        const int DoneAt = 20 + 16;
        byte[] whole = [.. Message(Route, 0, 1, 2, 3), .. Message(Done, 0, 0, 0, 0, 0)];
        for (var length = 0; length < whole.Length; length++)
        {
            var dump = new NetlinkDump();
            dump.Add(whole.AsSpan(0, length)).ShouldBe(length >= DoneAt);
            dump.Answers.Count.ShouldBeLessThanOrEqualTo(1);
        }
    }

    private static byte[] Message(ushort type, ushort flags, params byte[] body)
    {
        var message = new byte[(16 + body.Length + 3) & ~3];
        MemoryMarshal.Write(message.AsSpan(0), 16 + body.Length);
        MemoryMarshal.Write(message.AsSpan(4), type);
        MemoryMarshal.Write(message.AsSpan(6), flags);
        body.CopyTo(message, 16);
        return message;
    }
}
