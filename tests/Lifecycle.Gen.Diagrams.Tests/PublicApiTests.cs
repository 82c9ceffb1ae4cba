using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Diagrams.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() => PublicSurface.IsApproved(typeof(LifecycleDiagrams).Assembly);
}
