import FoundationEssentials
package import GS1
package import TransparencyLog

/// A product, said by the owner of its GS1 prefix or of the house's own code scheme.
package struct ProductRegistration: Hashable, Sendable {
    /// What is on the product.
    package enum Code: Hashable, Sendable {
        case gtin(GTIN)
        /// A serial or chip code without a GTIN: the scheme's name, and which of its models this is.
        case scheme(String, model: String)

        /// What two statements about one product share: `gtin/04006381333931`, `scheme/name/model`.
        package var key: String {
            switch self {
            case .gtin(let gtin): "gtin/" + gtin.digits14
            case .scheme(let scheme, let model): "scheme/" + scheme + "/" + model
            }
        }
    }

    /// Whether single items have numbers, and whether the owner publishes digests of them.
    package enum Serialisation: UInt8, NamedCase, Sendable {
        case none = 1
        case serialised
        case serialisedWithSnapshot

        package var name: String {
            switch self {
            case .none: "none"
            case .serialised: "serialised"
            case .serialisedWithSnapshot: "serialised-with-snapshot"
            }
        }
    }

    package var code: Code
    package var brand: String
    package var names: [LocalizedName]
    package var marks: [String]
    /// SHA-256 of pictures, which travel as objects.
    package var images: [Digest]
    /// Where it is sold, ISO 3166-1 alpha-2; none says everywhere.
    package var markets: [String]
    package var serialisation: Serialisation
    package var unknownFields = UnknownFields()

    package init(
        code: Code, brand: String, names: [LocalizedName] = [], marks: [String] = [],
        images: [Digest] = [], markets: [String] = [], serialisation: Serialisation = .none
    ) {
        self.code = code
        self.brand = brand
        self.names = names
        self.marks = marks
        self.images = images
        self.markets = markets
        self.serialisation = serialisation
    }

    init(wire: WireRegisterProduct) throws(StatementError) {
        code = try Self.code(of: wire)
        try FieldCheck.name(wire.brand, "brand")
        brand = wire.brand
        try FieldCheck.count(wire.name.count, "name")
        names = []
        for name in wire.name { names.append(try LocalizedName(wire: name)) }
        try FieldCheck.names(wire.mark, "mark")
        marks = wire.mark
        try FieldCheck.count(wire.imageSha256.count, "image")
        images = []
        for image in wire.imageSha256 { images.append(try FieldCheck.digest(image, "image")) }
        try FieldCheck.count(wire.market.count, "market")
        for market in wire.market { try FieldCheck.countryCode(market, "market") }
        markets = wire.market
        serialisation = try enumValue(
            wire.serialisation.rawValue, "serialisation policy",
            last: Serialisation.serialisedWithSnapshot.rawValue)
        unknownFields = UnknownFields(wire.unknownFields)
    }

    private static func code(of wire: WireRegisterProduct) throws(StatementError) -> Code {
        if let gtin = try FieldCheck.gtin(wire.gtin14, orScheme: wire.codeScheme) {
            return .gtin(gtin)
        }
        try FieldCheck.name(wire.model, "model")
        return .scheme(wire.codeScheme, model: wire.model)
    }

    var wire: WireRegisterProduct {
        var wire = WireRegisterProduct()
        switch code {
        case .gtin(let gtin): wire.gtin14 = gtin.digits14
        case .scheme(let scheme, let model):
            wire.codeScheme = scheme
            wire.model = model
        }
        wire.brand = brand
        wire.name = names.map(\.wire)
        wire.mark = marks
        wire.imageSha256 = images.map { Data($0.bytes) }
        wire.market = markets
        wire.serialisation =
            WireSerialisationPolicy(rawValue: Int(serialisation.rawValue)) ?? .unspecified
        wire.unknownFields = unknownFields.storage
        return wire
    }
}
