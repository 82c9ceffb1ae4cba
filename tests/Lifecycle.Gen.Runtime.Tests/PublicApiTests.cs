using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.Runtime.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() => PublicSurface.IsApproved(typeof(LifecycleWorker).Assembly);
}
