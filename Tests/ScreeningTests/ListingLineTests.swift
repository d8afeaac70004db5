import ImageRecognition
import Screening
import Statements
import Testing

@Suite struct ListingLineTests {
    static let hash = String(repeating: "0f", count: 32)

    static func listing(_ line: String) throws -> Listing {
        try ListingLine(parsing: Array(line.utf8)).listing()
    }

    @Test("a line with all members is a listing with all that it is known by, each once")
    func whole() throws {
        let listing = try Self.listing(
            """
            {"marketplace":"bazario","listing":"1001","title":"Bag","description":"Brown",
            "seller":"Store123","sellerName":"Best Bags","url":"https://www.shop.example/p?id=7",
            "price":{"amount":"19.90","currency":"EUR"},"quantity":50,
            "images":[{"pdq":"\(Self.hash)"}],"gtin":"04006381333931","serial":"A1",
            "identifiers":[{"type":"email","value":"Sales@Shop.example"},
            {"type":"domain","value":"shop.example"}]}
            """)
        #expect(
            listing.identifiers.map(\.description) == [
                "listing bazario:1001", "seller-account bazario:store123",
                "url https://www.shop.example/p?id=7", "domain www.shop.example",
                "domain shop.example", "item-serial 04006381333931/A1",
                "email \(try Indicator(.email, parsing: "Sales@Shop.example").value)",
            ])
        #expect(listing.host == "www.shop.example")
        #expect(listing.price == (try Price(amount: "19.9", currency: "EUR")))
        #expect(listing.quantity == 50)
        #expect(listing.images == [.init(try #require(PDQHash(parsing: Self.hash)))])
    }

    @Test("three members make a listing, and null is as if it were not there")
    func least() throws {
        let listing = try Self.listing(
            #"{"marketplace":"bazario","listing":"1","title":"x","seller":null,"images":null}"#)
        #expect(listing.identifiers.map(\.description) == ["listing bazario:1"])
        #expect(listing.quantity == 1 && listing.price == nil && listing.host == nil)
    }

    @Test(
        "a marketplace's own address says nothing of the seller",
        arguments: [
            ("ebay.de", "https://www.ebay.de/itm/1"), ("shopee", "https://shopee.sg/x"),
            ("shopee", "https://m.shopee.co.th/x"),
        ])
    func ownAddress(marketplace: String, url: String) throws {
        let listing = try Self.listing(
            #"{"marketplace":"\#(marketplace)","listing":"1","title":"x","url":"\#(url)"}"#)
        #expect(listing.host == nil)
        #expect(listing.identifiers.map(\.type) == [.listing, .url])
    }

    @Test(
        "what is not as it must be is refused with its place",
        arguments: [
            ("", "json"), ("[]", "not-an-object"), ("{}", "member-missing"),
            (#"{"marketplace":"b","listing":"1"}"#, "member-missing"),
            (#"{"marketplace":"b","listing":"1","title":"x","colour":"red"}"#, "member-unknown"),
            (#"{"marketplace":"B!","listing":"1","title":"x"}"#, "member-marketplace"),
            (#"{"marketplace":"b","listing":"","title":"x"}"#, "member-listing"),
            (#"{"marketplace":"b","listing":"1","title":""}"#, "member-title"),
            (#"{"marketplace":"b","listing":"1","title":7}"#, "member-title"),
            (#"{"marketplace":"b","listing":"1","title":"x","quantity":0}"#, "member-quantity"),
            (#"{"marketplace":"b","listing":"1","title":"x","quantity":1.5}"#, "member-quantity"),
            (#"{"marketplace":"b","listing":"1","title":"x","price":"7"}"#, "member-price"),
            (
                #"{"marketplace":"b","listing":"1","title":"x","price":{"amount":"1e9","currency":"EUR"}}"#,
                "member-price"
            ),
            (
                #"{"marketplace":"b","listing":"1","title":"x","price":{"amount":"1","currency":"eur"}}"#,
                "member-price"
            ),
            (
                #"{"marketplace":"b","listing":"1","title":"x","images":[{"pdq":"0f"}]}"#,
                "member-images"
            ),
            (#"{"marketplace":"b","listing":"1","title":"x","images":[{}]}"#, "member-images"),
            (#"{"marketplace":"b","listing":"1","title":"x","images":[7]}"#, "member-images"),
            (
                #"{"marketplace":"b","listing":"1","title":"x","images":[{"file":"a.jpg"}]}"#,
                "image-file"
            ),
            (#"{"marketplace":"b","listing":"1","title":"x","serial":"A1"}"#, "member-serial"),
            (#"{"marketplace":"b","listing":"1","title":"x","gtin":"123"}"#, "member-gtin"),
            (
                #"{"marketplace":"b","listing":"1","title":"x","identifiers":[{"type":"x","value":"y"}]}"#,
                "member-identifiers"
            ),
        ])
    func refused(line: String, keyword: String) {
        #expect {
            _ = try Self.listing(line)
        } throws: { error in
            (error as? ListingError)?.keyword == keyword && !"\(error)".isEmpty
        }
    }

    @Test("bounds hold at their last value and not beyond it")
    func bounds() throws {
        func line(title: Int, description: Int) -> String {
            #"{"marketplace":"b","listing":"1","title":"\#(String(repeating: "古", count: title))","description":"\#(String(repeating: "x", count: description))"}"#
        }
        let longest = try Self.listing(
            line(title: Listing.titleScalars.upperBound, description: Listing.descriptionScalarsMax)
        )
        #expect(longest.title.unicodeScalars.count == Listing.titleScalars.upperBound)
        #expect(throws: ListingError.self) {
            try Self.listing(line(title: Listing.titleScalars.upperBound + 1, description: 0))
        }
        #expect(throws: ListingError.self) {
            try Self.listing(line(title: 1, description: Listing.descriptionScalarsMax + 1))
        }
        #expect(throws: ListingError.lineLength(bytesMax: ListingLine.bytesMax)) {
            try ListingLine(parsing: [UInt8](repeating: 0x20, count: ListingLine.bytesMax + 1))
        }
    }

    @Test("a file's image is hashed by who may read it, in the order of the images")
    func files() throws {
        let pixels = (0..<4_096).map { UInt8(truncatingIfNeeded: $0 * $0 / 37) }
        let likeness = try ImageLikeness(bytes: pixels, width: 64, height: 64, channels: 1)
        let line = try ListingLine(
            parsing: Array(
                #"{"marketplace":"b","listing":"1","title":"x","images":[{"file":"a/b.jpg"},{"pdq":"\#(Self.hash)"}]}"#
                    .utf8))
        let listing = try line.listing { path in
            #expect(path == "a/b.jpg")
            return likeness
        }
        #expect(listing.images.map(\.asked.count) == [8, 1])
        #expect(listing.images[0].asked[0].hash == likeness.hash)
    }

    @Test(
        "amounts are read exactly",
        arguments: [
            ("0", 0), ("19.9", 19_900), ("999999999.999", 999_999_999_999), ("1.05", 1_050),
        ]
            as [(String, UInt64)])
    func amounts(text: String, thousandths: UInt64) throws {
        #expect(try Price(amount: text, currency: "CNY").thousandths == thousandths)
    }

    @Test(
        "what is no amount is none",
        arguments: ["", ".", "1.", ".5", "-1", "1,5", "1.2345", "1234567890"])
    func noAmounts(text: String) {
        #expect(throws: ListingError.self) { try Price(amount: text, currency: "EUR") }
    }
}
