import assert from 'node:assert/strict';
import { callSitesOf, InMemoryWorkspace } from '../pipeline';

/** Model, where it comes from, cap and provider of each call of a file. */
async function read(file: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const sites = await callSitesOf(files[file] ?? '', file, new InMemoryWorkspace(files));
  return sites.map(({ model, outputCap, provider }) => {
    const id = model.kind === 'known' ? model.id : model.kind === 'choice' ? model.ids.join('|') : 'unknown';
    const cap = outputCap.state === 'set' ? String(outputCap.value) : outputCap.state;
    return [id, model.kind === 'unknown' ? 'dynamic' : model.from, cap, provider.id ?? 'unknown'].join(' ');
  });
}

const spring = (body: string): string => `
package demo;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.ollama.OllamaChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.beans.factory.annotation.Value;
${body}`;

const CONTROLLER = spring(`
class Asker {
  private final ChatClient client;
  Asker(ChatClient.Builder builder) { this.client = builder.defaultSystem("Be brief").build(); }
  String ask(String question) { return client.prompt().user(question).call().content(); }
}`);

describe('settings of an application', () => {
  const JAVA = 'shop/src/main/java/demo/Asker.java';
  const PROPERTIES = 'shop/src/main/resources/application.properties';
  const YAML = 'shop/src/main/resources/application.yml';

  it('say what the model of an injected Spring AI client is', async () => {
    assert.deepEqual(
      await read(JAVA, {
        [JAVA]: CONTROLLER,
        [PROPERTIES]: 'spring.ai.openai.chat.options.model=gpt-4o\nspring.ai.openai.chat.options.maxTokens = 300\n',
      }),
      ['gpt-4o config 300 openai'],
    );
    assert.deepEqual(
      await read(JAVA, {
        [JAVA]: CONTROLLER,
        [YAML]: 'spring:\n  ai:\n    anthropic:\n      chat:\n        options:\n          model: "claude-sonnet-4-5"\n',
      }),
      ['claude-sonnet-4-5 config missing anthropic'],
    );
  });

  it('name another setting, an environment variable with a default, or one that only the environment knows', async () => {
    const withModel = (value: string): Record<string, string> => ({
      [JAVA]: CONTROLLER,
      [YAML]: `spring.ai.openai.chat:\n  model: ${value}\nllm:\n  name: gpt-4.1\n`,
    });
    assert.deepEqual(await read(JAVA, withModel('${llm.name}')), ['gpt-4.1 config missing openai']);
    assert.deepEqual(await read(JAVA, withModel('${OPENAI_MODEL:gpt-4o-mini}')), ['gpt-4o-mini config missing openai']);
    assert.deepEqual(await read(JAVA, withModel('${OPENAI_MODEL}')), ['unknown dynamic missing openai']);
  });

  it('leave a choice where several are configured, unless one is chosen or the type says which', async () => {
    const both = 'spring.ai.openai.chat.options.model=gpt-4o\nspring.ai.ollama.chat.options.model=llama3.2\n';
    assert.deepEqual(await read(JAVA, { [JAVA]: CONTROLLER, [PROPERTIES]: both }), [
      'gpt-4o|llama3.2 config missing unknown',
    ]);
    assert.deepEqual(await read(JAVA, { [JAVA]: CONTROLLER, [PROPERTIES]: `${both}spring.ai.model.chat=ollama\n` }), [
      'llama3.2 config missing local',
    ]);
    const typed = spring(`
      class Asker {
        private final OllamaChatModel model;
        Asker(OllamaChatModel model) { this.model = model; }
        String ask(String question) { return model.call(question); }
      }`);
    assert.deepEqual(await read(JAVA, { [JAVA]: typed, [PROPERTIES]: both }), ['llama3.2 config missing local']);
  });

  it('hold beneath what the code itself says', async () => {
    const code = spring(`
      class Asker {
        private final ChatModel model;
        Asker(ChatModel model) { this.model = model; }
        String ask(String question) {
          return ChatClient.create(model).prompt().user(question).call().content();
        }
        String askSmall(String question) {
          return ChatClient.create(model).prompt().user(question)
            .options(OpenAiChatOptions.builder().model("gpt-4o-mini").build()).call().content();
        }
      }`);
    const files = { [JAVA]: code, [PROPERTIES]: 'spring.ai.openai.chat.options.model=gpt-4o\n' };
    assert.deepEqual(await read(JAVA, files), ['gpt-4o config missing openai', 'gpt-4o-mini literal missing openai']);
  });

  it('are those of the nearest module, of the active profile, and not of a profile that may be active', async () => {
    const files = {
      [JAVA]: CONTROLLER,
      [YAML]: `spring.profiles.active: cloud
---
spring.config.activate.on-profile: local
spring.ai.openai.chat.options.model: not-meant
---
spring.ai.openai.chat.options.model: gpt-4o
`,
      'shop/src/main/resources/application-cloud.yml': 'spring.ai.openai.chat.options.model: gpt-5',
      'src/main/resources/application.yml': 'spring.ai.openai.chat.options.model: not-this-one',
    };
    assert.deepEqual(await read(JAVA, files), ['gpt-5 config missing openai']);
    const { 'shop/src/main/resources/application-cloud.yml': _, ...others } = files;
    assert.deepEqual(await read(JAVA, others), ['gpt-4o config missing openai']);
  });

  it('stand above the default of an annotation', async () => {
    const code = spring(`
      class Asker {
        @Value("\${app.model:gpt-4o-mini}") private String model;
        @Value("\${app.other:gpt-4o-mini}") private String other;
        private ChatClient client;
        String ask(String question) {
          return client.prompt().options(OpenAiChatOptions.builder().model(model).build()).call().content();
        }
        String askOther(String question) {
          return client.prompt().options(OpenAiChatOptions.builder().model(other).build()).call().content();
        }
      }`);
    const found = await read(JAVA, { [JAVA]: code, [PROPERTIES]: 'app.model = gpt-4o\n' });
    assert.deepEqual(found, ['gpt-4o config missing unknown', 'gpt-4o-mini envDefault missing unknown']);
  });

  it('say the cap of a client that names no model, or that none is set', async () => {
    const code = spring(`
      class Asker {
        private final ChatClient client;
        Asker(ChatClient.Builder builder) { this.client = builder.build(); }
        String ask(String question) { return client.prompt().user(question).call().content(); }
      }`);
    const capped = { [JAVA]: code, [PROPERTIES]: 'spring.ai.openai.chat.options.max-tokens = 700\n' };
    assert.deepEqual(await read(JAVA, capped), ['unknown dynamic 700 unknown']);
    const silent = { [JAVA]: code, [PROPERTIES]: 'server.port = 8080\n' };
    assert.deepEqual(await read(JAVA, silent), ['unknown dynamic missing unknown']);
    assert.deepEqual(await read(JAVA, { [JAVA]: code }), ['unknown dynamic dynamic unknown']);
  });

  it('say nothing of a model that the code takes from somewhere itself', async () => {
    const code = `
package demo;
import dev.langchain4j.model.chat.ChatModel;
class Asker {
  private final Registry registry;
  String ask(String name, String question) {
    ChatModel model = registry.byName(name);
    return model.chat(question);
  }
}`;
    const settings = 'langchain4j.open-ai.chat-model.model-name = gpt-4o\n';
    assert.deepEqual(await read(JAVA, { [JAVA]: code, [PROPERTIES]: settings }), ['unknown dynamic dynamic unknown']);
  });

  it('say what the models of LangChain4j are, in Spring and in Quarkus', async () => {
    const code = `
package demo;
import dev.langchain4j.model.chat.ChatModel;
import io.quarkiverse.langchain4j.RegisterAiService;
class Asker {
  private final ChatModel model;
  private final Poet poet;
  private final Critic critic;
  String ask(String question) { return model.chat(question); }
  String write(String topic) { return poet.write(topic); }
  String judge(String poem) { return critic.judge(poem); }
}
@RegisterAiService
interface Poet { String write(String topic); }
@RegisterAiService(modelName = "small")
interface Critic { String judge(String poem); }
`;
    assert.deepEqual(
      await read(JAVA, { [JAVA]: code, [PROPERTIES]: 'langchain4j.open-ai.chat-model.model-name=gpt-4o\n' }),
      ['gpt-4o config missing openai', 'gpt-4o config missing openai', 'gpt-4o config missing openai'],
    );
    const quarkus = `quarkus.langchain4j.anthropic.chat-model.model-name=claude-sonnet-4-5
quarkus.langchain4j.anthropic.chat-model.max-tokens=900
quarkus.langchain4j.small.chat-model.provider=openai
quarkus.langchain4j.openai.small.chat-model.model-name=gpt-4o-mini
`;
    assert.deepEqual(await read(JAVA, { [JAVA]: code, [PROPERTIES]: quarkus }), [
      'claude-sonnet-4-5 config 900 anthropic',
      'claude-sonnet-4-5 config 900 anthropic',
      'gpt-4o-mini config missing openai',
    ]);
  });

  it('are read by C# under nested names, also through sections', async () => {
    const file = 'Api/Services/Asker.cs';
    const code = `
using Microsoft.Extensions.Configuration;
using OpenAI.Chat;
public class Asker(IConfiguration configuration)
{
    public void Ask()
    {
        new ChatClient(configuration["OpenAI:Model"], "key").CompleteChat("Hi");
        new ChatClient(configuration.GetSection("OpenAI")["Model"] ?? "gpt-4o-mini", "key").CompleteChat("Hi");
        new ChatClient(configuration.GetValue<string>("OpenAI:Model"), "key").CompleteChat("Hi");
        new ChatClient(configuration["OpenAI:Missing"] ?? "gpt-4o-mini", "key").CompleteChat("Hi");
        var built = new ConfigurationBuilder().AddJsonFile("appsettings.json").AddUserSecrets<Asker>().Build();
        new ChatClient(built["OpenAI:Model"]!, "key").CompleteChat("Hi");
    }
}`;
    const settings = '{\n\t// whose models these are\n\t"OpenAI": { "Model": "gpt-4o", },\n}';
    assert.deepEqual(await read(file, { [file]: code, 'Api/appsettings.json': settings }), [
      'gpt-4o config missing openai',
      'gpt-4o config missing openai',
      'gpt-4o config missing openai',
      'gpt-4o-mini envDefault missing openai',
      'gpt-4o config missing openai',
    ]);
  });

  const OPTIONS = `namespace Demo;
    public class ModelOptions {
      public const string Section = "Ai";
      public string Model { get; set; } = "gpt-4";
      public int MaxTokens { get; set; } = 100;
    }`;
  const SERVICE = `using Microsoft.Extensions.Options;
    using OpenAI.Chat;
    namespace Demo;
    public class Asker(IOptions<ModelOptions> options, ChatClient client) {
      private readonly ModelOptions _options = options.Value;
      public Task Ask() => new ChatClient(_options.Model, "k").CompleteChatAsync(
        [], new ChatCompletionOptions { MaxOutputTokenCount = options.Value.MaxTokens });
    }`;

  it('fill in the options classes of C#, however the container is told of it', async () => {
    const files = (program: string): Record<string, string> => ({
      'Asker.cs': SERVICE,
      'ModelOptions.cs': OPTIONS,
      'Program.cs': `using Demo; var builder = WebApplication.CreateBuilder(args); ${program}`,
      'appsettings.json': '{ "Ai": { "Model": "gpt-4o-mini" } }',
    });
    const bound = ['gpt-4o-mini config 100 openai'];
    const section = 'builder.Configuration.GetSection("Ai")';
    const ways = [
      `builder.Services.Configure<ModelOptions>(${section});`,
      'builder.Services.Configure<ModelOptions>(builder.Configuration.GetSection(ModelOptions.Section));',
      `builder.Services.AddOptions<ModelOptions>().Bind(${section}).ValidateOnStart();`,
      'builder.Services.AddOptions<ModelOptions>().BindConfiguration("Ai");',
      `var options = ${section}.Get<ModelOptions>();`,
      'builder.Services.Configure<ModelOptions>(o => { o.Model = "gpt-4o-mini"; });',
    ];
    for (const way of ways)
      assert.deepEqual(
        (await read('Asker.cs', files(way))).map(each => each.replace('crossFile', 'config')),
        bound,
        way,
      );
    assert.deepEqual(await read('Asker.cs', files('')), ['gpt-4 crossFile 100 openai']);
  });

  it('fill in objects that C# code makes of them itself', async () => {
    const program = `using Demo; using OpenAI.Chat;
      var builder = WebApplication.CreateBuilder(args);
      var got = builder.Configuration.GetSection("Ai").Get<ModelOptions>();
      await new ChatClient(got!.Model, "k").CompleteChatAsync("a");
      var bound = new ModelOptions();
      builder.Configuration.GetSection("Ai").Bind(bound);
      await new ChatClient(bound.Model, "k").CompleteChatAsync("b");
      await new ChatClient(new ModelOptions().Model, "k").CompleteChatAsync("c");
      builder.Services.Configure<ModelOptions>(builder.Configuration.GetSection("Ai"));
      var asked = builder.Services.BuildServiceProvider().GetRequiredService<IOptions<ModelOptions>>().Value;
      await new ChatClient(asked.Model, "k").CompleteChatAsync("d");`;
    const files = {
      'Program.cs': program,
      'ModelOptions.cs': OPTIONS,
      'appsettings.json': '{ "Ai": { "Model": "gpt-4o-mini" } }',
    };
    assert.deepEqual(await read('Program.cs', files), [
      'gpt-4o-mini config missing openai',
      'gpt-4o-mini config missing openai',
      'gpt-4 crossFile missing openai',
      'gpt-4o-mini config missing openai',
    ]);
  });

  it('say where the requests of C# clients go that a container makes', async () => {
    const files = {
      'Asker.cs': `namespace Demo;
        public class Asker(HttpClient http, IHttpClientFactory factory) {
          public Task A() => http.PostAsJsonAsync("/v1/messages", new { model = "claude-sonnet-4-5", max_tokens = 10 });
          public Task B() => factory.CreateClient("chat").PostAsJsonAsync("chat/completions", new { model = "gpt-4o" });
        }
        public class Elsewhere(HttpClient http) {
          public Task A() => http.PostAsJsonAsync("v1/chat/completions", new { model = "gpt-4o" });
          public Task B() => http.PostAsJsonAsync("v1/files", new { model = "gpt-4o" });
        }`,
      'Program.cs': `
        services.AddHttpClient<Asker>(client => client.BaseAddress = new Uri("https://api.anthropic.com"));
        services.AddHttpClient("chat", client => { client.BaseAddress = new Uri("https://api.openai.com/v1/"); });
        services.AddHttpClient("other", client => { client.BaseAddress = new Uri("https://api.example.com/"); });`,
    };
    assert.deepEqual(await read('Asker.cs', files), [
      'claude-sonnet-4-5 literal 10 anthropic',
      'gpt-4o literal missing openai',
      'gpt-4o literal missing unknown',
    ]);
  });

  it('fill in the classes that Spring binds to them, with the classes in these', async () => {
    const file = 'src/main/java/demo/Asker.java';
    const files = {
      [file]: `package demo;
        import com.openai.client.OpenAIClient;
        import com.openai.models.chat.completions.ChatCompletionCreateParams;
        class Asker {
          private final AiProperties properties;
          private final OpenAIClient client;
          Asker(AiProperties properties, OpenAIClient client) { this.properties = properties; this.client = client; }
          void ask() {
            client.chat().completions().create(ChatCompletionCreateParams.builder()
              .model(properties.getModel()).maxCompletionTokens(properties.getMaxTokens()).build());
            client.chat().completions().create(ChatCompletionCreateParams.builder()
              .model(properties.getSmall().getModel()).build());
          }
        }`,
      'src/main/java/demo/AiProperties.java': `package demo;
        import org.springframework.boot.context.properties.ConfigurationProperties;
        @ConfigurationProperties(prefix = "app.ai")
        public class AiProperties {
          private String model = "gpt-4";
          private Integer maxTokens = 50;
          private Small small = new Small();
          public String getModel() { return model; }
          public Integer getMaxTokens() { return maxTokens; }
          public Small getSmall() { return small; }
          public static class Small {
            private String model = "gpt-3.5-turbo";
            public String getModel() { return model; }
          }
        }`,
      'src/main/resources/application.yml': 'app:\n  ai:\n    model: gpt-4o\n    small:\n      model: gpt-4o-mini\n',
    };
    assert.deepEqual(await read(file, files), ['gpt-4o config 50 openai', 'gpt-4o-mini config missing openai']);
  });
});
