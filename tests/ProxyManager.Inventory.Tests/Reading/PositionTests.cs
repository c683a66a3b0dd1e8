namespace ProxyManager.Inventory.Tests.Reading;

public sealed class PositionTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Read_KeysAndValues_HaveTheirLineAndColumn(string lineEnd)
    {
        var root = Yaml.Read(string.Join(lineEnd, "\uFEFF# first", "peers:", "  nas:   { address: 10.0.0.1 }", "  nuc:", "    - \"quoted\"", ""));

        var peers = root["peers"]!;
        peers.KeyPosition.ShouldBe(new("fleet.yml", 2, 1));
        var nas = ((MappingNode)peers.Value)["nas"]!;
        (nas.KeyPosition.Line, nas.KeyPosition.Column).ShouldBe((3, 3));
        (nas.Value.Position.Line, nas.Value.Position.Column).ShouldBe((3, 10));
        var address = ((MappingNode)nas.Value)["address"]!;
        (address.KeyPosition.Column, address.Value.Position.Column).ShouldBe((12, 21));
        var nuc = ((SequenceNode)((MappingNode)peers.Value)["nuc"]!.Value).Items[0];
        (nuc.Position.Line, nuc.Position.Column).ShouldBe((5, 7));
    }

    [Fact]
    public void Read_Alias_HasThePositionOfWhatItStandsFor()
    {
        var root = Yaml.Read("a: { x: &x one }\nb: *x\nc: { <<: { y: two } }\n");

        root["b"]!.KeyPosition.Line.ShouldBe(2);
        root["b"]!.Value.Position.Line.ShouldBe(1);
        ((MappingNode)root["c"]!.Value)["y"]!.KeyPosition.ShouldBe(new("fleet.yml", 3, 12));
    }
}
