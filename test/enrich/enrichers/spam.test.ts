import { describe, expect, test } from 'vitest'
import type { PipelineInput } from '../../../enrich/analysis/analyse.ts'
import { readTaxonomy } from '../../../enrich/labels/taxonomy.ts'
import { openPipeline } from '../../../enrich/enrichers/pipeline.ts'
import { readLabelledMentions } from '../../../enrich/train/examples.ts'

// Written while the rules and examples were: they guard against a fall, and do not measure unseen texts.
const pipeline = openPipeline(readTaxonomy(), {})
const one = async (mention: PipelineInput) => (await pipeline([mention]))[0]!

describe('spam', () => {
  test.each([
    'GIVEAWAY: we are giving away a Mixora blender! Follow, like and tag two friends to win',
    'Retweet and follow for your chance to win a £50 gift card from @Quillmart',
    'Follow me and I follow back instantly #teamfollowback #f4f',
    'Bitcoin doubled again! My coach turned $200 into $9,000 this week, DM her to start trading @Quillmart',
    'Lost access? Message @unlock_pro77 on Instagram, he recovered my hacked account in ten minutes',
    'Earn $300 a day from home, no experience needed, message me on WhatsApp to start @Mixora',
    'Use promo code BRIGHT25 for 25% off everything at shop-brighter.example, order now',
    "We're hiring! Cashier in Leeds, click to apply: http://jobs.example/9 #job #hiring",
    'Rank #1 on Google! Best SEO services, free quote, contact us today',
    '#win #sale #shoes #fashion #bags #style #love #quillmart #deals',
    'Get 5,000 real followers for $10, instant delivery, DM for the price list',
    'best replica watches cheap cheap http://w.example/7',
    'Replica Rolex, Omega and Cartier at wholesale prices, worldwide shipping http://x.example',
    'Best fake watches online, swiss movement, cheap price http://w.example/9',
    'Top quality copy watches from $49 http://w.example',
    'replica bags UK, best copies of designer handbags, free shipping',
    'Discount Louis Vuitton handbags outlet online http://lv.example',
    'cheap essays written by experts http://e.example',
    'hot singles near you http://s.example',
  ])('has no topic, no department and no hazard: %s', async (text) => {
    const { intent, topics, departments, topicGuess, departmentGuess, severity, hazards } = await one({ text })
    expect({ intent, topics, departments, topicGuess, departmentGuess, severity, hazards }).toEqual({
      intent: 'spam',
      topics: [],
      departments: [],
      topicGuess: undefined,
      departmentGuess: undefined,
      severity: 'low',
      hazards: [],
    })
  })
})

describe('what customers say about spam, prizes, codes and accounts is no spam', () => {
  test.each([
    'I won your raffle in May and the prize still has not arrived @Quillmart',
    'when do you draw the winner of the giveaway?',
    'the promo code from your newsletter takes nothing off my order',
    'Someone hacked my account, please recover it, I cannot log in',
    'is this text about a parcel fee really from you or is it a scam?',
    'follow me back please so that I can DM you my booking number',
    'sent you a DM with the link http://t.example/1',
    '@MixoraHelp http://t.example/2',
    'your bot answers with the same link each time: http://help.example',
    'are you hiring in Leeds? the apply button does nothing',
    'the app charged me for a free trial, I want my money back today',
    'my bank let a bitcoin scammer take 900 from me',
    'retweet until @SkylarkAir finds our luggage',
    '#SkylarkAir #delayed #again #angry',
    'Mixora is giving each of its workers a bonus, the company said on Monday',
    'they stole my money, it is a scam, do not buy here!!!',
    'free fries at @Quillmart today, love it',
    'they sold me a replica watch instead of the original, I want my money back',
    'this watch is a replica!! scam, do not buy http://x.example',
    'My K3 is a cheap copy of the B2, broke after a week',
    'Watch out: cheap replica filters on ebay damage the machine',
    'is the bag you sell on your site a replica or the original?',
  ])('%s', async (text) => expect((await one({ text })).intent).not.toBe('spam'))

  test('nor is a report of a hazard, however much it looks like it', async () => {
    const { intent, severity } = await one({
      text: 'RT to win?? Your giveaway blender caught fire and burned my hand! Follow and share this @Mixora',
    })
    expect([intent === 'spam', severity]).toEqual([false, 'critical'])
  })

  test('nor is a bad review', async () => {
    const text = 'Share and win?? Enter now, win a prize, click here, free coins. That is all this app shows'
    expect((await one({ text })).intent).toBe('spam')
    expect((await one({ text, rating: 1 })).intent).not.toBe('spam')
  })

  test.each(['mentions', 'negation', 'sarcasm', 'comparison', 'policy-questions', 'several-topics'])(
    'and none of the mentions in %s is taken for it',
    async (name) => {
      const mentions = readLabelledMentions(new URL(`../labelled/${name}.jsonl`, import.meta.url))
      const found = await pipeline(mentions)
      expect(mentions.filter((_, i) => found[i]!.intent === 'spam')).toEqual([])
    },
  )
})
