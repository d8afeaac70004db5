import AllianceNames
import MarkRecognition
import Screening
import Testing

@Suite struct MarkReaderTests {
    static let owner = MemberID(unchecked: "maison")
    static let reader = MarkReader(
        MarkRegister([
            RegisteredMark(
                owner: owner,
                mark: Mark(
                    "Gucci", aliases: [.init(language: "zh", name: "古驰")],
                    classes: [18, 25]), registrations: ["EM/1", "US/3"]),
            RegisteredMark(
                owner: owner, mark: Mark("Rolex", classes: [14]), registrations: ["EM/2"]),
        ]))

    static func listing(
        _ title: String, description: String = "", seller: String? = nil, name: String? = nil,
        url: String? = nil
    ) throws -> Listing {
        var fields = Listing.Fields(marketplace: "bazario", number: "1", title: title)
        fields.description = description
        fields.seller = seller
        fields.sellerName = name
        fields.url = url
        return try Listing(fields)
    }

    private static func places(_ listing: Listing) -> [String] {
        reader.findings(in: listing).map { "\($0.mark) \($0.place.rawValue)" }
    }

    @Test("a mark has its owner, its right, its place and how it was read")
    func finding() throws {
        let found = Self.reader.findings(in: try Self.listing("New Gυccí bag, brown"))
        let first = try #require(found.first)
        #expect(found.count == 1)
        #expect(first.mark == "Gucci" && first.owner == Self.owner && first.right == "EM/1")
        #expect(first.place == .title && first.scalars == 4..<9)
        #expect(first.isDisguised)
        #expect(!Self.reader.findings(in: try Self.listing("Gucci bag"))[0].isDisguised)
    }

    @Test("marks are seen in title, seller, address and description, each once at each place")
    func places() throws {
        let listing = try Self.listing(
            "Gucci bag, Gucci, 古驰", description: "A Rolex watch goes with it. Gucci bag.",
            seller: "gucci-outlet-store", name: "Gucci Outlet", url: "https://cheap-gucci.example/1"
        )
        #expect(Self.places(listing).first == "Gucci title")
        #expect(
            Self.places(listing).sorted() == [
                "Gucci address", "Gucci description", "Gucci seller", "Gucci seller-name",
                "Gucci title", "Rolex description",
            ])
    }

    @Test("what goods merely go with is no finding, nor where the description goes on about it")
    func negated() throws {
        #expect(Self.places(try Self.listing("Strap compatible with Rolex watches")) == [])
        #expect(
            Self.places(
                try Self.listing(
                    "Strap compatible with Rolex watches",
                    description: "This strap fits your Rolex watch. Rolex not included.")) == [])
        #expect(
            Self.places(
                try Self.listing("Watch strap", description: "Genuine Rolex watch strap"))
                == ["Rolex description"])
    }

    @Test("without marks nothing is found")
    func noMarks() throws {
        #expect(try MarkReader(.empty).findings(in: Self.listing("Gucci")) == [])
    }
}
