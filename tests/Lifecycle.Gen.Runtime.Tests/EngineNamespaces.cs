// The rooms of the engine, which tests name where the public surface does not show what they are about.
global using Lifecycle.Engine;
global using Lifecycle.Engine.Foundation;
global using Lifecycle.Engine.Observation;
global using Lifecycle.Engine.Passes;
global using Lifecycle.Engine.Threading;
