namespace ProxyManager.EndToEnd.Tests.Preparation;

/// <summary>Tests of preparing and retiring share a lab, and run one after the other.</summary>
[CollectionDefinition(nameof(BareGroup))]
public sealed class BareGroup : ICollectionFixture<BareLab>;
