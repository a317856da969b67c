// compromise over the texts in a folder: people, places and organizations by its own lexicon, as its users call it.
// Prints a row "name, bytes a second, what was counted". One run: it is too slow for more.
const fs = require('fs')
const path = require('path')
const nlp = require('compromise')

const file = fs.readFileSync(path.join(process.argv[2], 'texts.jsonl'), 'utf8')
const texts = file.trim().split('\n').map((line) => JSON.parse(line).text)
// A tenth of the texts says as much.
const sample = texts.filter((_, index) => index % 10 === 0)
const bytes = sample.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
nlp('Warm up in Oslo.').people()

const start = process.hrtime.bigint()
let count = 0
for (const text of sample) {
  const doc = nlp(text)
  count += doc.people().length + doc.places().length + doc.organizations().length
}
const seconds = Number(process.hrtime.bigint() - start) / 1e9
console.log(`compromise, people, places and organizations\t${(bytes / seconds).toFixed(0)}\t${count}`)
