import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.logging.internal.LoggerFactoryImpl;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.logging.internal.spi.LoggerFactory;
import org.elasticsearch.node.Node;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.plugins.PluginsUtils;

/** One Elasticsearch node on loopback: {@code LocalNode HOME HTTP_PORT [setting=value ...]}, with the modules in HOME/modules. */
public class LocalNode {
  public static void main(String[] args) throws Exception {
    LoggerFactory.setInstance(new LoggerFactoryImpl());
    Node node = new Node(environment(args), PluginsLoader.createPluginsLoader(
        PluginsUtils.getModuleBundles(Path.of(args[0], "modules")), Set.of(), Map.of(), false));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node)));
    node.start();
    Thread.currentThread().join();
  }

  private static Environment environment(String[] args) {
    // Nobody joins this node: its transport takes any free port.
    Settings.Builder settings = Settings.builder()
        .put("path.home", args[0]).put("path.data", args[0] + "/data").put("path.logs", args[0] + "/logs")
        .put("network.host", "127.0.0.1").put("http.port", args[1]).put("transport.port", "0")
        .put("cluster.name", "wire-tests").put("node.name", "node-1").put("discovery.type", "single-node");
    for (int i = 2; i < args.length; i++) {
      String[] pair = args[i].split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    return new Environment(settings.build(), Path.of(args[0], "config"));
  }

  private static void close(Node node) {
    try {
      node.close();
    } catch (Exception error) {
      error.printStackTrace();
    }
  }
}
