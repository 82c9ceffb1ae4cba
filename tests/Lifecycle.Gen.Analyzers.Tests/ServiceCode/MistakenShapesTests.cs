namespace Lifecycle.Analyzers.Tests.ServiceCode;

/// <summary>Mistakes in what classes look like; each is marked with the rule that finds it, and nothing else is reported.</summary>
public sealed class MistakenShapesTests
{
    [Theory]
    [InlineData("""
        public abstract class Poller
        {
            [Background]
            protected async Task RunAsync(CancellationToken stopping)
            {
                while (!stopping.IsCancellationRequested)
                    await PollAsync(stopping);
            }

            protected abstract Task PollAsync(CancellationToken stopping);
        }

        [Unit]
        public sealed partial class Mail : Poller
        {
            private int _sent;

            protected override async Task PollAsync(CancellationToken stopping)
            {
                while (true)
                {
                    try
                    {
                        await Task.Delay(1000, stopping);
                        {|LCG4001:Task.Run(() => _sent++, stopping)|};
                    }
                    {|LCG4006:catch|} (Exception)
                    {
                        {|LCG4003:Thread.Sleep(_sent)|};
                    }
                }
            }
        }
        """)]
    [InlineData("""
        [Unit]
        public sealed partial record Cache(int Size)
        {
            [OnStartup]
            private void Warm() => _ = {|LCG4001:Task.Delay(Size)|};
        }
        """)]
    public async Task Shapes_of_classes(string source) => await Project.With(source).Reports("");
}
