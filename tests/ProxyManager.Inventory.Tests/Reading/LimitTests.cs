using System.Text;
using ProxyManager.Formats.Yaml;

namespace ProxyManager.Inventory.Tests.Reading;

public sealed class LimitTests
{
    [Fact]
    public void Read_FileOver16MB_IsRefused() => Yaml.Refuse(new byte[ReadingLimits.FileBytes + 1]).Single().Code.ShouldBe(StructureCodes.FileTooLarge);

    [Fact]
    public void Load_FilesOver64MBTogether_AreRefused()
    {
        var content = new byte[ReadingLimits.FileBytes];
        content.AsSpan().Fill((byte)'#');
        var files = Enumerable.Range(0, 5).Select(i => new InventoryFile($"{i}.yml", content)).ToList();

        var load = new InventoryLoader(new YamlInventoryReader()).Load(files);

        load.Document.ShouldBeNull();
        load.Diagnostics.ShouldContain(d => d.Code == StructureCodes.InventoryTooLarge && d.Position.File == "4.yml");
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(100_000, false)]
    public void Read_Depth_IsLimited(int lists, bool allowed)
    {
        var text = "a: " + new string('[', lists) + new string(']', lists);

        if (allowed)
            Yaml.Read(text);
        else
            Yaml.Refuse(text).Single().Code.ShouldBe(StructureCodes.TooDeep);
    }

    [Fact]
    public void Read_DepthByAliases_IsLimited()
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 100; i++)
            text.Append($"a{i}: &a{i} [*a{i - 1}]\n");

        Yaml.Refuse(text.ToString()).Single().Code.ShouldBe(StructureCodes.TooDeep);
    }

    [Fact]
    public void Read_NodesByAliases_AreLimited()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 20; i++)
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        Yaml.Refuse(text.ToString()).Single().Code.ShouldBe(StructureCodes.TooManyNodes);
    }

    [Fact]
    public void Load_NodesOfAllFiles_AreLimited()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 5; i++)
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        var content = Encoding.UTF8.GetBytes(text.ToString());
        var files = Enumerable.Range(0, 20).Select(i => new InventoryFile($"{i:00}.yml", content)).ToList();

        var load = new InventoryLoader(new YamlInventoryReader()).Load(files);

        load.Document.ShouldBeNull();
        load.Diagnostics.ShouldContain(d => d.Code == StructureCodes.TooManyNodes);
    }

    [Theory]
    [InlineData(10_000, true)]
    [InlineData(10_001, false)]
    public void Read_ScalarLength_IsLimited(int length, bool allowed)
    {
        var text = "a: " + new string('x', length);

        if (allowed)
            Yaml.Read(text);
        else
            Yaml.Refuse(text).Single().Code.ShouldBe(StructureCodes.ScalarTooLong);
    }
}
