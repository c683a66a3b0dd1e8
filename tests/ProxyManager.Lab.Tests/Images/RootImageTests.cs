using ProxyManager.Lab.Images;

namespace ProxyManager.Lab.Tests.Images;

/// <summary>Images that cannot be built. What names their sources counts for the whole process, so nothing runs beside these tests.</summary>
[CollectionDefinition(nameof(RootImageTests), DisableParallelization = true)]
[Collection(nameof(RootImageTests))]
public sealed class RootImageTests : IDisposable
{
    private const string SourcesVariable = "PM_LAB_SOURCES";
    private const string CacheVariable = "PM_LAB_CACHE";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pm-lab-image-");
    private readonly string? _sources = Environment.GetEnvironmentVariable(SourcesVariable);
    private readonly string? _cache = Environment.GetEnvironmentVariable(CacheVariable);

    private string Cache => Path.Combine(_directory.FullName, "cache");

    [Fact]
    public async Task EnsureAsync_NoSourceOfItsDebian_NamesTheFileAndBuildsNothing()
    {
        var sources = Take("deb http://mirror.example/debian bullseye main\n");

        var failure = await EnsureAsync();

        failure.Code.ShouldBe(LabErrors.Image);
        failure.Message.ShouldContain(sources);
        Directory.Exists(Cache).ShouldBeFalse();
    }

    [LabFact]
    public async Task EnsureAsync_MirrorThatIsNotThere_TellsTheLastWordsAndKeepsNothing()
    {
        Take("deb [trusted=yes] file:/nowhere bookworm main\n");

        var failure = await EnsureAsync();

        failure.Code.ShouldBe(LabErrors.Image);
        failure.Message.ShouldContain("mmdebstrap failed to run");
        Directory.GetDirectories(Cache).ShouldBeEmpty();
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(SourcesVariable, _sources);
        Environment.SetEnvironmentVariable(CacheVariable, _cache);
        _directory.Delete(recursive: true);
    }

    private static Task<LabException> EnsureAsync() =>
        Should.ThrowAsync<LabException>(() => RootImage.EnsureAsync(LabSystem.Debian12, null, CancellationToken.None));

    /// <summary>Has images be made from these sources, in a cache that is not there.</summary>
    private string Take(string sources)
    {
        var file = Path.Combine(_directory.FullName, "apt.list");
        File.WriteAllText(file, sources);
        Environment.SetEnvironmentVariable(SourcesVariable, file);
        Environment.SetEnvironmentVariable(CacheVariable, Cache);
        return file;
    }
}
