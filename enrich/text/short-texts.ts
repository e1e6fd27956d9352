/**
 * Words that customers write most in complaints and thanks of a few words, by ISO 639-1 code. Character n-grams cannot tell
 * languages apart in so little text. Written for this project.
 */
const wordsOf: Record<string, string> = {
  de: 'paket nicht kein keine danke lieferung bestellung rechnung kaputt defekt gerät kommt wo bleibt ist seit schon wieder immer falsch falsche geld zurück unfreundlich verspätet sehr schlecht schlechter kundenservice fahrer wann antwort niemand gekündigt verloren beschädigt funktioniert geht mehr gar nie bitte erstattung hilfe schnell ordnung alles mangelhaft lieferzeit fehlt fehler abgesagt zu spät',
  fr: 'colis perdu perdue merci beaucoup marche pas remboursement commande livraison jamais retard reçu cassé cassée déçu déçue nul très bien mauvais mauvaise produit où est mon ma svp toujours rien arnaque livreur facture équipe panne ça ne fonctionne plus annulée annulé qualité aucune réponse endommagé bonjour parfait',
  es: 'funciona pedido paquete perdido cancelado muy mal mala malo gracias servicio excelente envío tarde nunca llegó llega dónde está mi roto rota factura devolución dinero estafa respuesta calidad bien atención pésimo pésima repartidor retraso cliente peor tampoco equivocado dañado',
  it: 'non funziona più pacco smarrito ordine spedizione rotto rotta grazie mille ritardo rimborso mai arrivato pessimo pessima servizio ottimo ottima prodotto il mio la mia bene tutto corriere soldi truffa qualità assistenza risponde nessuno lenta lento fattura annullato difettoso danneggiato consegna',
  nl: 'niet pakket kwijt werkt meer bestelling bedankt dank slechte slecht goede goed geen levering te laat mooi kapot geld terug waar blijft mijn nooit klantenservice bezorger verkeerde helaas rekening antwoord niemand alweer heel zeer snelle prima geannuleerd ontvangen beschadigd waardeloos storing het',
  pt: 'não chegou péssimo péssima atendimento encomenda obrigado obrigada muito bom boa ruim nunca entrega atrasada atrasado reembolso pedido produto veio quebrado quebrada onde está meu minha dinheiro cancelado ninguém responde serviço tudo certo fatura demora qualidade ótimo ótima errado sem resposta',
}
const languagesOf = new Map<string, string[]>()
for (const [language, words] of Object.entries(wordsOf))
  for (const word of new Set(words.split(' '))) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language])

/** The language that most words belong to; undefined for none, or for several with as many words. */
export function languageOfWords(words: readonly string[]): string | undefined {
  const votes = new Map<string, number>()
  for (const word of words)
    for (const language of languagesOf.get(word) ?? []) votes.set(language, (votes.get(language) ?? 0) + 1)
  const [first, second] = [...votes].toSorted((a, b) => b[1] - a[1])
  return first && first[1] > (second?.[1] ?? 0) ? first[0] : undefined
}
