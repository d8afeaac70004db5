import AllianceNode
import GS1
import NodeAPI
import ProductAuthentication
import Testing

@Suite struct DeskFilesTests {
    @Test("links are read in their order, and one wrong row refuses the file with its line")
    func links() throws {
        let gtin = try GTIN(parsing: "04006381333931")
        let good = "gtin,linkType,href,title\n04006381333931,pip,https://brand.example/,Serum\n"
        let table = try LinkTable(parsing: Array(good.utf8), path: "links.csv")
        #expect(table.links(of: gtin).map(\.href) == ["https://brand.example/"])
        for href in [
            "http://brand.example/", "https://a@evil.example/", "https:///x", "javascript:alert(1)",
            "https://brand.example/\"x",
        ] {
            let bad = good + "04006381333931,pip,\"\(href.replacing("\"", with: "\"\""))\",Serum\n"
            #expect(throws: DeskFileError.self, "\(href)") {
                try LinkTable(parsing: Array(bad.utf8), path: "links.csv")
            }
        }
    }

    @Test("a policy holds for all products except where one has its own")
    func policies() throws {
        let text = """
            {"recalled": "verified", "products": {"04006381333931": {"recalled": "refused"}}}
            """
        let policies = try VerificationPolicies(parsing: Array(text.utf8), path: "v.json")
        #expect(!policies.policy(of: try GTIN(parsing: "04006381333931")).recalledVerifies)
        #expect(policies.policy(of: try GTIN(parsing: "04006381333948")).recalledVerifies)
    }

    @Test(
        "a policy that is not understood refuses the file",
        arguments: [
            "[]", "{\"recalls\": \"verified\"}", "{\"expired\": \"maybe\"}",
            "{\"responderGLN\": \"4006381000001\"}", "{\"products\": {\"1\": {}}}",
            "{\"suspect\": [\"nonsense\"]}", "{",
        ])
    func refused(text: String) {
        #expect(throws: DeskFileError.self) {
            try VerificationPolicies(parsing: Array(text.utf8), path: "v.json")
        }
    }
}
