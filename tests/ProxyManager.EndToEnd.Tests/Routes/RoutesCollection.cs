namespace ProxyManager.EndToEnd.Tests.Routes;

/// <summary>One lab for all tests of routes.</summary>
[CollectionDefinition(RoutesLab.Collection)]
public sealed class RoutesCollection : ICollectionFixture<RoutesLab>;
