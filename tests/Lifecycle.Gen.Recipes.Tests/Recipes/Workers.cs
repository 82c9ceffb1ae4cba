namespace Lifecycle.Recipes;

[Worker, Mixin<Kestrel.WebServer>]
internal sealed partial class KestrelWorker;

[Worker, Mixin<Postgres.Orders>, Mixin<Postgres.Billing>]
internal sealed partial class PostgresWorker;

[Worker, Mixin<RabbitMq.Consumer>]
internal sealed partial class RabbitMqWorker;

[Worker, Mixin<Grpc.PriceClient>]
internal sealed partial class GrpcWorker;

[Worker, Mixin<Akka.Actors>]
internal sealed partial class AkkaWorker;

[Worker, Mixin<Quartz.Jobs>]
internal sealed partial class QuartzWorker;

[Worker, Mixin<Folder.Inbox>]
internal sealed partial class FolderWorker;

[Worker, Mixin<Listener.HttpServer>]
internal sealed partial class ListenerWorker;

[Worker, Mixin<Timers.Ticker>, Mixin<Timers.Alarm>]
internal sealed partial class TimersWorker;

[Worker, Mixin<Queue.Orders>]
internal sealed partial class QueueWorker;

[Worker, Mixin<Child.Helper>]
internal sealed partial class ChildWorker;

[Worker, Mixin<Commands.Prompt>]
internal sealed partial class CommandsWorker;

[Worker, Mixin<Hosted.HostedServices>]
internal sealed partial class HostedWorker;

[Worker, Mixin<Mqtt.Subscriber>]
internal sealed partial class MqttWorker;

[Worker, Mixin<Kafka.Events>]
internal sealed partial class KafkaWorker;
