/// What is put before and behind a mark to make a domain name of it.
enum AddedWords {
    private static let words: Set<[UInt32]> = Set(
        """
        login signin logon log sign in account accounts my secure security safe verify verification verified auth
        support help helpdesk service services center centre care client customer user portal access web online
        official officiel offiziell oficial real original genuine authentic the get go try buy shop shops store
        stores shopping mall outlet outlets factory sale sales discount discounts deal deals cheap clearance promo
        bonus gift gifts card cards reward rewards prize win free offer offers black friday best top new vip pro
        plus club world global international group corp inc ltd llc company app apps mobile wallet wallets pay
        payment payments bank banking billing invoice refund claim airdrop token coin crypto exchange swap trade
        trading invest finance capital market markets id ids mail email net site page info update updates news live
        tv direct express delivery track tracking post parcel package order orders booking bookings reservation
        uk us usa eu de fr it es nl pl au ca jp cn ru in br mx at ch be se no dk fi ie nz sg hk kr tw za uae
        bag bags shoe shoes watch watches sneaker sneakers boots jacket jackets bags handbag handbags jewelry jeans
        replica replicas wholesale fashion style home house car cars phone phones parts repair fix tech code
        com www http https
        """.split(whereSeparator: \.isWhitespace).map { $0.unicodeScalars.map(\.value) })
    private static let wordLettersMax = 14
    private static let lettersMax = 40

    /// Whether letters are added words in a row, and nothing else.
    static func consists(_ letters: ArraySlice<UInt32>) -> Bool {
        guard letters.count <= lettersMax else { return false }
        var reached = [Bool](repeating: false, count: letters.count + 1)
        reached[0] = true
        for start in 0..<letters.count where reached[start] {
            for length in 1...min(wordLettersMax, letters.count - start) {
                let first = letters.startIndex + start
                let isDigits = letters[first..<first + length].allSatisfy {
                    (0x30...0x39).contains($0)
                }
                if isDigits || words.contains(Array(letters[first..<first + length])) {
                    reached[start + length] = true
                }
            }
        }
        return reached[letters.count]
    }
}
