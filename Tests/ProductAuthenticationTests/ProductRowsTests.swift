import CSV
import GS1
import ProductAuthentication
import Statements
import Testing

@Suite struct ProductRowsTests {
    private func read(
        _ text: String, brand: String? = nil
    ) throws -> (products: [ProductRegistration], refusals: [CSVRefusal]) {
        let prefix = try CompanyPrefix(parsing: "4006381")
        let chip = ProductKey.scheme("maison chip")
        var reader = ProductRows.importing(
            brand: brand,
            owns: { product in
                if case .gtin(let gtin) = product { prefix.covers(gtin) } else { product == chip }
            })
        try reader.read(Array(text.utf8))
        try reader.finish()
        return (reader.takeValues(), reader.takeRefusals())
    }

    @Test("a row becomes a registration")
    func products() throws {
        let found = try read(
            """
            gtin,brand,name,name:ja,marks,markets,serialised
            4006381333931,Maison Aurelle,Watch,時計,AURELLE; Aurelle Paris,DE;JP,yes
            4006381333948,Maison Aurelle,,,,,

            """)
        #expect(found.refusals == [])
        let full = try #require(found.products.first)
        #expect(full.code == .gtin(try GTIN(parsing: "04006381333931")))
        #expect(
            full.names == [
                LocalizedName(language: "und", name: "Watch"),
                LocalizedName(language: "ja", name: "時計"),
            ])
        #expect(full.marks == ["AURELLE", "Aurelle Paris"])
        #expect(full.markets == ["DE", "JP"])
        #expect(full.serialisation == .serialised)
        #expect(found.products.last?.serialisation == ProductRegistration.Serialisation.none)
        #expect(found.products.last?.names == [])
    }

    @Test("codes of a house's own scheme are registered by scheme and model")
    func schemes() throws {
        let found = try read(
            """
            gtin,scheme,model,brand
            ,maison chip,Sac 12,Aurelle
            4006381333931,,,Aurelle
            4006381333931,maison chip,Sac 12,Aurelle
            ,rival chip,Sac 12,Rival
            ,maison chip,,Aurelle

            """)
        #expect(
            found.products.map(\.code) == [
                .scheme("maison chip", model: "Sac 12"), .gtin(try GTIN(parsing: "4006381333931")),
            ])
        #expect(found.refusals.map(\.line) == [4, 5, 6])
        #expect(found.refusals.map(\.keyword).prefix(2) == ["two-products", "not-owned"])
    }

    @Test("one brand may be given for all")
    func brand() throws {
        let found = try read("gtin\n4006381333931\n", brand: "Aurelle")
        #expect(found.products.map(\.brand) == ["Aurelle"])
        #expect(throws: CSVError.missingColumn(name: "brand", found: ["gtin"])) {
            try read("gtin\n4006381333931\n")
        }
    }

    @Test("each wrong row is refused with its reason, and the others are taken")
    func refusals() throws {
        let found = try read(
            """
            gtin,brand,markets,serialised
            4006381333932,Aurelle,,
            00614141123452,Aurelle,,
            4006381333931,,,
            4006381333931,Aurelle,Germany,
            4006381333931,Aurelle,,maybe
            4006381333931,Aurelle,DE,no

            """)
        #expect(found.products.count == 1)
        #expect(found.refusals.map(\.line) == Array(2...6))
        #expect(found.refusals[0].keyword == "gtin-check-digit")
        #expect(found.refusals[1].keyword == "not-owned")
        #expect(found.refusals[4].keyword == "serialised")
    }
}
