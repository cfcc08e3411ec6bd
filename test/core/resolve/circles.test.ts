import assert from 'node:assert/strict';
import { callSitesOf } from '../pipeline';

const repeated = (count: number, line: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');

/** A registry that is taken out of a field, added to where something is set, and put back. */
const REGISTRY = `
use async_openai::{types::CreateChatCompletionRequestArgs, Client};
use std::collections::HashMap;

#[derive(Default)]
pub struct Registry { models: HashMap<String, String> }
impl Registry {
    pub fn register(mut self, id: &str, model: String) -> Self { self.models.insert(id.to_string(), model); self }
    pub fn get(&self, id: &str) -> Option<&String> { self.models.get(id) }
}
#[derive(Default)]
pub struct Builder { registry: Option<Registry> }
impl Builder {
    pub fn configure(mut self, options: Options) -> Self {
        let mut registry = self.registry.take().unwrap_or_default();
${repeated(8, n => `        if let Some(model) = options.p${n} { registry = registry.register("p${n}", model); }`)}
        self.registry = Some(registry);
        self
    }
    pub fn add(mut self, id: &str, model: String) -> Self {
        let mut registry = self.registry.take().unwrap_or_default();
        registry = registry.register(id, model);
        self.registry = Some(registry);
        self
    }
    pub async fn ask(&self) {
        let request = CreateChatCompletionRequestArgs::default().model(self.registry.get("p1")).build().unwrap();
        Client::new().chat().create(request).await.unwrap();
    }
}`;

/** A function that tries again in many ways. */
const RETRIES = `
from openai import OpenAI

def model_for(task, attempt=0):
    if task == "draft":
        return "gpt-4o-mini"
${repeated(6, n => `    if attempt == ${n}:\n        return model_for(task + "${n}", attempt + 1)`)}
    return "gpt-4o"

OpenAI().chat.completions.create(model=model_for(read_task()), messages=[])`;

describe('values that lead back to themselves', () => {
  it('are followed to their end in a registry that is built of itself', async () => {
    const [site] = await callSitesOf(REGISTRY, 'main.rs');
    assert.ok(site?.model.kind === 'unknown');
    assert.match(site.model.because, /^a key that is chosen at run time/);
  });

  it('are followed to their end in a function that calls itself in many ways', async () => {
    const [site] = await callSitesOf(RETRIES, 'retries.py');
    assert.ok(site?.model.kind === 'choice');
    assert.deepEqual(site.model.ids, ['gpt-4o-mini', 'gpt-4o']);
  });
});
