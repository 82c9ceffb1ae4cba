using Lifecycle.Runtime.Tests.Kit;

namespace Lifecycle.AspNetCore.Tests;

public class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one() => PublicSurface.IsApproved(typeof(LifecyclePageOptions).Assembly);
}
