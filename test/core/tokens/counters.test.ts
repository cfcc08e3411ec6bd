import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Tokenizer } from 'ai-tokenizer';
import * as claude from 'ai-tokenizer/encoding/claude';
import { Tiktoken } from 'js-tiktoken/lite';
import cl100k from 'js-tiktoken/ranks/cl100k_base';
import o200k from 'js-tiktoken/ranks/o200k_base';
import p50k from 'js-tiktoken/ranks/p50k_base';
import { Counters, encodings } from '../../../src/core/tokens';

const tiktoken = (ranks: typeof o200k): ((text: string) => number) => {
  const reference = new Tiktoken(ranks);
  return text => reference.encode(text, [], []).length;
};
const references = { o200k_base: tiktoken(o200k), cl100k_base: tiktoken(cl100k), p50k_base: tiktoken(p50k) };
const counters = new Counters();

/** Letters, or what else begins at `first`, in an order that repeats only after thousands; the same in every run. */
function run(length: number, kinds = 26, first = 'a'): string {
  let state = 42;
  const codes = Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return first.charCodeAt(0) + ((state >>> 12) % kinds);
  });
  return codes.map(code => String.fromCharCode(code)).join('');
}

const samples: Readonly<Record<string, string>> = {
  'an empty text': '',
  'a word': 'constructor',
  prose:
    'You’re a helpful assistant. Don’t apologise; it’s 9:30 o’clock — they’ll answer in 3–4 sentences, won’t they? ' +
    "I'M SURE they'd say we've done it. 'S IT? Café, naïve, Zürich, København, Łódź, Ελλάδα, Россия, עברית, العربية.",
  code: readFileSync('src/core/text.ts', 'utf8'),
  JSON: readFileSync('package.json', 'utf8'),
  YAML: readFileSync('src/core/tokens/tokenizers.yaml', 'utf8'),
  Markdown:
    '# Title\n\n- [x] **done** `code`\n- [ ] ~~not~~\n\n| a | b |\n| --- | ---: |\n| 1 | 2.50 |\n\n```py\nx = 1\n```\n',
  'Python with indents':
    'def f(x):\n    if x:\n\n        return {\n            "a": 1,\t# tab\n        }\n\n\n    return None\n    ',
  Chinese: '你是一个乐于助人的助手。请用简体中文回答以下问题：什么是大语言模型？请不要超过三百个字。',
  Japanese: 'あなたは親切なアシスタントです。次のカタカナ「プロンプト」を説明してください。１２３４５',
  Korean: '당신은 친절한 도우미입니다. 다음 질문에 한국어로 답하십시오.',
  Thai: 'คุณเป็นผู้ช่วยที่เป็นมิตร กรุณาตอบคำถามต่อไปนี้',
  Hindi: 'आप एक सहायक हैं। कृपया निम्नलिखित प्रश्न का उत्तर दें।',
  'emoji with joiners': '👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 ❤️‍🔥 🇪🇺 1️⃣ 🧑🏿‍🚀!',
  'combining marks': 'e\u0301 a\u0308o\u0302 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L',
  'lone surrogates': 'a\ud800b \udc00 c',
  'control characters': '\u0000\u0007\u001b[31mred\u001b[0m\u00a0\u200b\u2028x\u0085',
  'white space': ' a  b   c\t\td \n e\r\n\r\nf  \n  \n   g\n\n\n',
  'white space at the end after a line break': 'a\n    ',
  'white space at the end after several': 'Answer.\r\n  \n\t ',
  'white space only': ' \n \t\n   ',
  numbers: '0 12 345 6789 1234567890 3.14159 1,000,000 0xDEADBEEF 1e-9 ١٢٣ ½ Ⅻ',
  base64: Buffer.from(run(1_200, 255, '\u0001')).toString('base64'),
  'a UUID and a hash': '123e4567-e89b-12d3-a456-426614174000 d41d8cd98f00b204e9800998ecf8427e',
  punctuation: '!!! ??? ... --- === <<<>>> {{{}}} [[]] (()) //// \\\\ """ \'\'\' ``` ~~~ @#$%^&*',
  'look-alikes of special tokens': '<|endoftext|><|im_start|>system<|im_sep|>x<|im_end|> <|endofprompt|><|fim_prefix|>',
  'a look-alike at the end': 'stop at <|endoftext|>',
  'a byte order mark': '\ufeffusing System;\ufeff\n\ufeff',
  'letters that change their length in another case': "ß ẞ ŉ İ ı ſ K ﬁ 'ſ 'K",
  'a run of 2,000 letters': run(2_000),
  'a run of 2,000 capitals': run(2_000, 26, 'A'),
  'a run of 600 Chinese characters': run(600, 5_000, '一'),
  'a run of 2,000 spaces': `a${' '.repeat(2_000)}b`,
  'a run of 1,000 line breaks': `a${'\n'.repeat(1_000)}b`,
  'a run of 1,500 signs': '=-'.repeat(750),
  'words and runs': `${run(300)} ${run(300, 15, '!')}\n${run(257, 26, 'A')}  x ${run(50)}`,
};

/** Bits of text in an order that chance might make; the same in every run. */
function* mixtures(count: number): Generator<string> {
  const bits = [
    "'s",
    "'LL",
    ' the',
    ' function',
    '<|endoftext|>',
    '👩‍👧',
    '\ufeff',
    '\ud800',
    '\u00a0',
    '\u0301',
    'ſ',
    'K',
  ];
  const all = [...bits, ...'aBéŁß你好กि٣1./{}=>\t\n ', '\r\n', '   '];
  let state = 7;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % below;
  };
  for (let i = 0; i < count; i++) {
    yield Array.from({ length: 1 + random(40) }, () => all[random(all.length)]).join('');
  }
}

for (const encoding of ['o200k_base', 'cl100k_base', 'p50k_base'] as const) {
  const reference = references[encoding];
  describe(`counting in ${encoding}`, () => {
    for (const [kind, text] of Object.entries(samples)) {
      it(`equals the reference for ${kind}`, async function () {
        this.timeout(20_000); // the reference takes its time for long runs
        const counter = await counters.load(encoding);
        assert.equal(counter.count(text), reference(text));
      });
    }

    it('equals the reference for slices of prose and code that begin and end anywhere', async () => {
      const counter = await counters.load(encoding);
      const text = Object.values(samples).join('\n').slice(0, 6_000);
      for (let start = 0; start < 5_000; start += 137) {
        const slice = text.slice(start, start + 1 + (start % 400));
        assert.equal(counter.count(slice), reference(slice), JSON.stringify(slice));
      }
    });

    it('equals the reference for any mixture of signs', async function () {
      this.timeout(20_000);
      const counter = await counters.load(encoding);
      for (const text of mixtures(1_000)) assert.equal(counter.count(text), reference(text), JSON.stringify(text));
    });
  });
}

describe('counting long runs', () => {
  it('is exact for longer ones than real text has', async () => {
    const counter = await counters.load('o200k_base');
    const text = run(3_000); // the reference takes seconds for it, and minutes for the longest piece
    assert.equal(counter.count(text), references.o200k_base(text));
  }).timeout(60_000);

  it('adds about a token at each cut', async () => {
    const counter = await counters.load('o200k_base');
    // A run of 8,192 letters is one piece; of ten times as many, ten. A letter more is one token more, or none.
    const whole = run(8_192);
    const counted = counter.count(whole.repeat(10));
    assert.equal(counted, 10 * counter.count(whole));
    assert.equal(counter.count(' '.repeat(81_920)), 81_920 / 128); // the longest token of spaces has 128
  });

  const hostile: Readonly<Record<string, string>> = {
    '20,000 letters': run(20_000),
    '50,000 spaces': `${' '.repeat(50_000)}x`,
    '24,000 Chinese characters': run(24_000, 5_000, '一'),
    'a megabyte of letters': run(1_000_000),
    'a megabyte of spaces': ' '.repeat(1_000_000),
    'a megabyte of emoji': '👩‍👧'.repeat(200_000),
    'a megabyte of one piece that is no token': "'s".repeat(500_000),
    'a megabyte of special tokens': '<|endoftext|>'.repeat(77_000),
    'a megabyte of base64': Buffer.from(run(375_000, 5_000, '一'), 'utf16le').toString('base64'),
    'a megabyte of prose': 'The quick brown fox jumps over the lazy dog. '.repeat(23_000),
  };
  for (const encoding of encodings) {
    for (const [kind, text] of Object.entries(hostile)) {
      // The bound is generous for a slow machine; without care, each would take minutes.
      it(`takes a moment for ${kind} in ${encoding}`, async () => {
        assert.ok((await counters.load(encoding)).count(text) > 0);
      }).timeout(10_000);
    }
  }

  it('does not part a character of two code units', async () => {
    const counter = await counters.load('o200k_base');
    // 12,000 times 😀 (1 token), and one unit before them that moves the cuts between the halves.
    assert.equal(counter.count('!' + '😀'.repeat(12_000)), counter.count('!') + 12_000 * counter.count('😀'));
  });
});

describe('counting in the Claude encoding', () => {
  it('equals the package that its table comes from', async () => {
    const counter = await counters.load('claude');
    const reference = new Tokenizer(claude);
    for (const [kind, text] of Object.entries(samples)) {
      if (text.includes('\ufeff')) continue; // the package loses byte order marks
      assert.equal(counter.count(text), reference.encode(text, 'all').length, kind);
    }
  });

  it('takes names of object members for words', async () => {
    const counter = await counters.load('claude');
    // ` constructor` is one piece of text, no member of an object; each word gives at least one token.
    for (const word of ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']) {
      assert.ok(counter.count(word) > 0);
      assert.ok(counter.count(word.repeat(20)) >= counter.count(word));
    }
  });

  it('takes look-alikes of special tokens for text', async () => {
    assert.ok((await counters.load('claude')).count('<EOT>') > 1);
  });
});

describe('counters', () => {
  it('load each encoding once', async () => {
    const mine = new Counters();
    assert.equal(await mine.load('o200k_base'), await mine.load('o200k_base'));
  });

  it('refuse an encoding that they do not know', async () => {
    await assert.rejects(new Counters().load('toString'), /No encoding is called toString/);
  });

  it('never count a longer text as fewer tokens, but for a merge at the joint', async () => {
    const counter = await counters.load('o200k_base');
    const text = Object.values(samples).join(' ').slice(0, 20_000);
    let before = 0;
    for (let end = 0; end <= text.length; end += 500) {
      const count = counter.count(text.slice(0, end));
      assert.ok(count >= before, `${String(count)} after ${String(before)} at ${String(end)}`);
      before = count;
    }
  });
});
