using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Cluster.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() => PublicSurface.IsApproved(typeof(Lease).Assembly);
}
