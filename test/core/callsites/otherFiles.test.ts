import assert from 'node:assert/strict';
import { callSitesOf, InMemoryWorkspace } from '../pipeline';

async function modelsOf(file: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const sites = await callSitesOf(files[file] ?? '', file, new InMemoryWorkspace(files));
  return sites.map(({ model }) => (model.kind === 'known' ? `${model.id} ${model.from}` : model.kind));
}

describe('values of other files', () => {
  it('are found by the names of Ruby’s constants', async () => {
    const files = {
      'app/services/ai/base.rb': `
        module Ai
          class Base
            MODEL = "gpt-4o"
            def client = @client ||= OpenAI::Client.new
            def self.limits = { short: 50 }
          end
        end`,
      'app/services/ai/settings.rb': 'module Ai::Settings; SMALL = "gpt-4o-mini"; end',
      'app/services/ai/answer.rb': `
        class Ai::Answer < Ai::Base
          def call
            client.chat(parameters: { model: Base::MODEL, messages: [] })
            client.chat(parameters: { model: Ai::Settings::SMALL, messages: [], max_tokens: Ai::Base.limits[:short] })
            client.chat(parameters: { model: Other::MODEL, messages: [] })
          end
        end`,
      'lib/other/settings.rb': 'module Slack; module Other; MODEL = "not meant"; end; end',
    };
    assert.deepEqual(await modelsOf('app/services/ai/answer.rb', files), [
      'gpt-4o crossFile',
      'gpt-4o-mini crossFile',
      'unknown',
    ]);
  });

  it('are found in what Rails reads of config/, and in what an initialiser sets for a gem', async () => {
    const files = {
      'config/openai.yml': 'default: &default\n  model: gpt-4.1-mini\nproduction:\n  <<: *default\n',
      'config/initializers/ruby_llm.rb': 'RubyLLM.configure { |config| config.default_model = "gpt-4.1-nano" }',
      'app/services/answer.rb': `
        class Answer
          def ask(question)
            settings = Rails.application.config_for(:openai)
            OpenAI::Client.new.chat(parameters: { model: settings[:model], messages: [] })
            RubyLLM.chat.ask(question)
          end
        end`,
    };
    assert.deepEqual(await modelsOf('app/services/answer.rb', files), [
      'gpt-4.1-mini crossFile',
      'gpt-4.1-nano crossFile',
    ]);
  });

  it('are those of the nearest of several Mastra instances', async () => {
    const app = (model: string): string => `
      import { Mastra } from '@mastra/core';
      import { Agent } from '@mastra/core/agent';
      export const mastra = new Mastra({ agents: { helper: new Agent({ name: 'h', instructions: '', model: '${model}' }) } });`;
    const flow = `
      import { createStep } from '@mastra/core/workflows';
      export const step = createStep({
        id: 'ask',
        execute: async ({ mastra }) => mastra.getAgent('helper').generate('Hi'),
      });`;
    const files = {
      'examples/a/src/index.ts': app('openai/gpt-4o'),
      'examples/b/src/index.ts': app('openai/gpt-5-mini'),
      'examples/b/src/workflows/flow.ts': flow,
      'other/flow.ts': flow,
    };
    assert.deepEqual(await modelsOf('examples/b/src/workflows/flow.ts', files), ['openai/gpt-5-mini crossFile']);
    assert.deepEqual(await modelsOf('other/flow.ts', files), ['unknown']);
  });

  it('are found in the functions of the only file that sets something for a package', async () => {
    const setter = `
      import dspy
      def set_up(model="openai/gpt-4o-mini"):
          dspy.configure(lm=dspy.LM(model))`;
    const asking = `
      import dspy
      class Answer(dspy.Module):
          def __init__(self):
              self.answer = dspy.Predict("question -> answer")
          def forward(self, question):
              return self.answer(question=question)`;
    const files = { 'app/llm.py': setter, 'app/answer.py': asking };
    assert.deepEqual(await modelsOf('app/answer.py', files), ['openai/gpt-4o-mini crossFile']);
    // Of several, which one came before is not known; a script sets things for itself.
    assert.deepEqual(await modelsOf('app/answer.py', { ...files, 'app/other.py': setter }), ['unknown']);
    const script = 'import dspy\ndspy.configure(lm=dspy.LM("openai/gpt-4o"))';
    assert.deepEqual(await modelsOf('app/answer.py', { 'script.py': script, 'app/answer.py': asking }), ['unknown']);
  });

  it('are found by what PHP imports, or has in the same namespace', async () => {
    const files = {
      'App\\Enums\\Model.php': `<?php namespace App\\Enums; enum Model: string { case Small = 'gpt-4o-mini'; }`,
      'App\\Ai\\Base.php': `<?php namespace App\\Ai; abstract class Base {
        public function __construct(protected \\OpenAI\\Client $client) {}
      }`,
      'App\\Other\\Limits.php': `<?php namespace App\\Other; class Limits { const MODEL = 'not meant'; }`,
      'App\\Ai\\Answer.php': `<?php
        namespace App\\Ai;
        use App\\Enums\\Model;
        class Answer extends Base {
          public function call() {
            $this->client->chat()->create(['model' => Model::Small->value, 'messages' => []]);
            $this->client->chat()->create(['model' => Limits::MODEL, 'messages' => []]);
          }
        }`,
    };
    assert.deepEqual(await modelsOf('App\\Ai\\Answer.php', files), ['gpt-4o-mini crossFile', 'unknown']);
  });

  it('are found in Laravel’s configuration by their dotted names', async () => {
    const files = {
      'config/services.php': `<?php return ['openai' => ['model' => env('OPENAI_MODEL', 'gpt-4o'), 'small' => 'o4-mini']];`,
      'app/Answer.php': `<?php
        OpenAI::chat()->create(['model' => config('services.openai.model'), 'messages' => []]);
        OpenAI::chat()->create(['model' => config('services.openai.small', 'gpt-4'), 'messages' => []]);
        OpenAI::chat()->create(['model' => config('services.openai.none', 'gpt-4'), 'messages' => []]);
        OpenAI::chat()->create(['model' => config('services.other'), 'messages' => []]);`,
    };
    assert.deepEqual(await modelsOf('app/Answer.php', files), [
      'gpt-4o envDefault',
      'o4-mini crossFile',
      'gpt-4 envDefault',
      'unknown',
    ]);
  });

  it('are found by C#’s global usings, and by what its containers were told of', async () => {
    const files = {
      'GlobalUsings.cs': 'global using Microsoft.Extensions.AI;\nglobal using OpenAI;',
      'Program.cs': `
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddChatClient(new OpenAIClient("k").GetChatClient(Models.Large).AsIChatClient());`,
      'Models.cs': 'namespace Shop; public static class Models { public const string Large = "gpt-4o"; }',
      'Answers.cs': `
        namespace Shop;
        public class Answers(IChatClient chat) { public Task A() => chat.GetResponseAsync("Hi"); }`,
    };
    assert.deepEqual(await modelsOf('Answers.cs', files), ['gpt-4o crossFile']);
    const { 'GlobalUsings.cs': _, ...others } = files;
    assert.deepEqual(await modelsOf('Answers.cs', others), []);
  });

  it('are those of the nearest application where several tell C#’s containers of the same', async () => {
    const program = (model: string): string => `
      using Microsoft.Extensions.AI;
      using OpenAI;
      var builder = Host.CreateApplicationBuilder(args);
      builder.Services.AddChatClient(new OpenAIClient("k").GetChatClient("${model}").AsIChatClient());
      var app = builder.Build();
      await app.Services.GetRequiredService<IChatClient>().GetResponseAsync("Hi");`;
    const answers = `
      using Microsoft.Extensions.AI;
      public class Answers(IChatClient chat) { public Task A() => chat.GetResponseAsync("Hi"); }`;
    const files = {
      'one/Program.cs': program('gpt-4o'),
      'two/Program.cs': program('gpt-4o-mini'),
      'two/Services/Answers.cs': answers,
      'Shared/Either.cs': answers,
    };
    assert.deepEqual(await modelsOf('two/Services/Answers.cs', files), ['gpt-4o-mini crossFile']);
    assert.deepEqual(await modelsOf('one/Program.cs', files), ['gpt-4o sameFile']);
    assert.deepEqual(await modelsOf('Shared/Either.cs', files), ['choice']);
  });

  it('are those that Java’s qualifiers name, else those that stand above all', async () => {
    const at = (name: string): string => `src/main/java/demo/${name}.java`;
    const asker = (declared: string): string => `package demo;
      import dev.langchain4j.model.chat.ChatModel;
      import org.springframework.beans.factory.annotation.Qualifier;
      class Asker { ${declared} String a() { return model.chat("Hi"); } }`;
    const config = `package demo;
      import dev.langchain4j.model.chat.ChatModel;
      import dev.langchain4j.model.openai.OpenAiChatModel;
      import org.springframework.context.annotation.Bean;
      import org.springframework.context.annotation.Primary;
      class Config {
        @Bean @Primary ChatModel large() { return OpenAiChatModel.builder().modelName("gpt-4o").build(); }
        @Bean("cheap") ChatModel small() { return OpenAiChatModel.builder().modelName("gpt-4o-mini").build(); }
        @Bean @Fast ChatModel quick() { return OpenAiChatModel.builder().modelName("gpt-4.1-nano").build(); }
      }`;
    const fast = 'package demo; import jakarta.inject.Qualifier; @Qualifier @interface Fast {}';
    const model = async (declared: string): Promise<readonly string[]> =>
      modelsOf(at('Asker'), { [at('Asker')]: asker(declared), [at('Config')]: config, [at('Fast')]: fast });
    assert.deepEqual(await model('private final ChatModel model; Asker(ChatModel model) { this.model = model; }'), [
      'gpt-4o crossFile',
    ]);
    assert.deepEqual(
      await model('private final ChatModel model; Asker(@Qualifier("cheap") ChatModel m) { this.model = m; }'),
      ['gpt-4o-mini crossFile'],
    );
    assert.deepEqual(await model('@Autowired @Qualifier("quick") private ChatModel model;'), [
      'gpt-4.1-nano crossFile',
    ]);
    assert.deepEqual(await model('@Inject @Fast ChatModel model;'), ['gpt-4.1-nano crossFile']);
  });

  it('are of the type that a field is declared with, wherever it is given them', async () => {
    const files = {
      'Base.cs': `
        using Microsoft.Extensions.AI;
        public abstract class Base {
          protected IChatClient _chat;
          protected void Start(Func<string, IChatClient> make) { _chat = make("gpt-4o"); }
          public Task A() => _chat.GetResponseAsync("Hi");
        }`,
    };
    assert.deepEqual(await modelsOf('Base.cs', files), ['unknown']);
  });

  it('are found in what C#’s classes hand to their bases', async () => {
    const files = {
      'Base.cs': `
        using OpenAI.Chat;
        public abstract class Base(ChatClient chat) { protected ChatClient Chat { get; } = chat; }`,
      'Answers.cs': `
        using OpenAI.Chat;
        public class Answers() : Base(new ChatClient("gpt-4o-mini", "k")) { void A() => Chat.CompleteChat("Hi"); }`,
    };
    assert.deepEqual(await modelsOf('Answers.cs', files), ['gpt-4o-mini sameFile']);
  });

  it('have members in C# that are of a module which only the using file opens', async () => {
    const files = {
      'Shared/Clients.cs': `
        using Azure.AI.OpenAI;
        namespace Shared;
        public static class Clients
        {
            public static AzureOpenAIClient Make() => new AzureOpenAIClient(new Uri("https://x.openai.azure.com"), "key");
        }`,
      'Bot/Program.cs': `
        using Microsoft.Agents.AI;
        using Shared;
        AIAgent agent = Clients.Make().GetChatClient("gpt-4o").AsAIAgent();
        await agent.RunAsync("Hi");`,
    };
    assert.deepEqual(await modelsOf('Bot/Program.cs', files), ['gpt-4o sameFile']);
  });

  it('are found through what modules of Rust hand on as a whole, without what these import for themselves', async () => {
    const files = {
      'crate::run.rs': 'mod ask; mod runtime; mod command; pub use command::*; pub use runtime::*;',
      'self::command.rs':
        'use crate::run::{Runtime, ask::ask}; pub async fn run(runtime: &Runtime) { ask(runtime).await }',
      'self::runtime.rs': 'mod base; mod client; pub(crate) use base::*; pub use client::*;',
      'self::base.rs': `
        use crate::run::client;
        pub struct Runtime { client: genai::Client }
        impl Runtime { pub fn client(&self) -> &genai::Client { &self.client } }
        pub const MODEL: &str = "gpt-4o";`,
      'self::client.rs': 'pub fn client() -> genai::Client { genai::Client::default() }',
      'ask.rs': `
        use crate::run::{MODEL, Runtime};
        pub async fn ask(runtime: &Runtime) {
          let client = runtime.client();
          client.exec_chat(MODEL, genai::chat::ChatRequest::from_user("Hello"), None).await;
        }`,
    };
    assert.deepEqual(await modelsOf('ask.rs', files), ['gpt-4o crossFile']);
  });

  it('are found through what a module of Rust hands on of a package', async () => {
    const files = {
      'crate::llm.rs': 'pub use async_openai as openai; pub mod limits { pub const MODEL: &str = "gpt-4o"; }',
      'ask.rs': `
        use crate::llm::openai::{types::CreateChatCompletionRequestArgs, Client};
        use crate::llm::limits::MODEL;
        pub async fn ask() {
          let request = CreateChatCompletionRequestArgs::default().model(MODEL).build().unwrap();
          Client::new().chat().create(request).await;
        }`,
    };
    assert.deepEqual(await modelsOf('ask.rs', files), ['gpt-4o crossFile']);
  });

  it('are found at the callers of Rust’s `new`, however many types have one', async () => {
    const other = (name: string): string =>
      `struct ${name}; impl ${name} { fn new() -> Self { Self } } fn f() { ${name}::new(); }`;
    const others: Record<string, string> = {};
    for (let index = 0; index < 60; index += 1) others[`other${String(index)}.rs`] = other(`Other${String(index)}`);
    const files: Readonly<Record<string, string>> = {
      'crate::asker.rs': `
        pub struct Asker { model: String, client: genai::Client }
        impl Asker {
          pub fn new(model: String) -> Result<Self> { Ok(Self { model, client: genai::Client::default() }) }
          pub async fn ask(&self) {
            self.client.exec_chat(&self.model, genai::chat::ChatRequest::from_user("Hello"), None).await;
          }
        }`,
      'main.rs': 'use crate::asker::Asker; fn main() { let asker = Asker::new("gpt-4o".to_string()); }',
      ...others,
    };
    assert.deepEqual(await modelsOf('crate::asker.rs', files), ['gpt-4o crossFile']);
  });
});
