// swift-format-ignore-file
extension DemoReports {
    /// Domains of shops that pretend to be a brand.
    static let domains = #"""
maison-verel,domain,verel-outlet.test,Verel,,inspection,70,2026-09-03,redirects to a chat account
maison-verel,domain,verel-sale.test,Verel,,customer-report,95,2026-03-01,
maison-verel,domain,cheap-verel-bags.example,Verel,,customer-report,95,2026-05-24,
maison-verel,domain,maisonverel-shop.example,Verel,,judgment,80,2026-08-22,sells at a tenth of the list price
maison-verel,domain,my-verel.example,Verel,,test-buy,80,2026-01-16,redirects to a chat account
maison-verel,domain,verel-replica.shop.example,Verel,,inspection,95,2026-08-19,
maison-verel,domain,aaaverel.store.example,Verel,,customer-report,85,2026-09-12,redirects to a chat account
maison-verel,domain,verelbagsdiscount.test,Verel,,customer-report,95,2026-01-18,redirects to a chat account
maison-verel,domain,verel-paris-outlet.store.example,Verel,,judgment,80,2026-03-02,sells at a tenth of the list price
maison-verel,domain,luxe-verel.test,Verel,,customer-report,95,2026-04-09,
maison-verel,domain,verel-factory.test,Verel,,customer-report,95,2026-09-25,redirects to a chat account
maison-verel,domain,verelwatches.store.example,Verel,,inspection,70,2026-08-15,redirects to a chat account
maison-verel,domain,vérel-boutique.shop.example,Verel,,customer-report,95,2026-01-05,sells at a tenth of the list price
maison-verel,domain,верел-аутлет.example,Verel,,customer-report,90,2026-04-11,"fake shop, card payments taken and nothing sent"
maison-verel,domain,verel-专卖.store.example,Verel,,judgment,90,2026-06-13,"fake shop, card payments taken and nothing sent"
maison-verel,domain,maison-verel-vip.test,Verel,,judgment,95,2026-04-22,redirects to a chat account
maison-verel,domain,verel2u.example,Verel,,customer-report,70,2026-01-27,copies our product photographs
maison-verel,domain,vere1-store.example,Verel,,inspection,60,2026-01-11,
maison-verel,domain,hi-verel.test,Verel,,customer-report,70,2026-04-16,"fake shop, card payments taken and nothing sent"
maison-verel,domain,verelmirror.shop.example,Verel,,customer-report,80,2026-05-26,redirects to a chat account
norvik,domain,norvik-store.store.example,Norvik,,judgment,60,2026-06-11,sells at a tenth of the list price
norvik,domain,norvikbuds.shop.example,Norvik,,judgment,85,2026-10-05,redirects to a chat account
norvik,domain,n0rvik.store.example,Norvik,,customer-report,90,2026-10-19,
norvik,domain,norvik-charger-sale.example,Norvik,,customer-report,95,2026-09-23,
norvik,domain,norvik-direct.store.example,Norvik,,inspection,60,2026-06-07,sells at a tenth of the list price
norvik,domain,nörvik-shop.test,Norvik,,judgment,60,2026-04-23,
norvik,domain,norvikofficial.shop.example,Norvik,,judgment,90,2026-01-22,
norvik,domain,norvik-parts.store.example,Norvik,,inspection,85,2026-10-25,redirects to a chat account
norvik,domain,norvikbattery.example,Norvik,,test-buy,85,2026-07-21,"fake shop, card payments taken and nothing sent"
norvik,domain,original-norvik.store.example,Norvik,,test-buy,80,2026-07-18,redirects to a chat account
norvik,domain,norvik-global.shop.example,Norvik,,inspection,90,2026-05-06,copies our product photographs
norvik,domain,норвик-магазин.shop.example,Norvik,,judgment,80,2026-10-08,copies our product photographs
norvik,domain,norvik-优惠.store.example,Norvik,,judgment,80,2026-04-11,copies our product photographs
norvik,domain,norviksound.test,Norvik,,judgment,70,2026-01-09,"fake shop, card payments taken and nothing sent"
norvik,domain,getnorvik.test,Norvik,,automated,60,2026-03-28,"fake shop, card payments taken and nothing sent"
norvik,domain,norvik-tech.example,Norvik,,inspection,70,2026-07-23,
norvik,domain,buy-norvik-now.test,Norvik,,test-buy,95,2026-04-27,redirects to a chat account
norvik,domain,norviik.shop.example,Norvik,,customer-report,95,2026-06-06,
norvik,domain,norvik-plus.example,Norvik,,test-buy,85,2026-08-17,"fake shop, card payments taken and nothing sent"
norvik,domain,nrvk-outlet.test,Norvik,,judgment,90,2026-05-02,
vitalon,domain,vitalon-discount.shop.example,Vitalon,,customer-report,70,2026-01-25,copies our product photographs
vitalon,domain,vitalon4less.test,Vitalon,,inspection,85,2026-05-08,copies our product photographs
vitalon,domain,vitalonpills.test,Vitalon,,test-buy,85,2026-02-25,redirects to a chat account
vitalon,domain,vitalon-supplements.example,Vitalon,,judgment,95,2026-09-04,copies our product photographs
vitalon,domain,vitalonn.shop.example,Vitalon,,customer-report,95,2026-09-12,"fake shop, card payments taken and nothing sent"
vitalon,domain,v1talon.store.example,Vitalon,,automated,90,2026-06-16,sells at a tenth of the list price
vitalon,domain,vitalon-asia.test,Vitalon,,judgment,85,2026-02-26,"fake shop, card payments taken and nothing sent"
vitalon,domain,витaлон.example,Vitalon,,test-buy,60,2026-08-10,sells at a tenth of the list price
vitalon,domain,vitalon-折扣.example,Vitalon,,test-buy,95,2026-02-13,redirects to a chat account
vitalon,domain,pure-vitalon.test,Vitalon,,test-buy,60,2026-02-09,
vitalon,domain,vitalon-whey.test,Vitalon,,inspection,80,2026-10-10,sells at a tenth of the list price
vitalon,domain,vitalonhealth.store.example,Vitalon,,automated,85,2026-05-27,"fake shop, card payments taken and nothing sent"
vitalon,domain,vitalon-bulk.store.example,Vitalon,,test-buy,85,2026-04-19,redirects to a chat account
vitalon,domain,official-vitalon.example,Vitalon,,automated,95,2026-02-20,"fake shop, card payments taken and nothing sent"
vitalon,domain,vitalon-export.store.example,Vitalon,,automated,95,2026-03-25,
vitalon,domain,vitalon-kapseln.store.example,Vitalon,,automated,70,2026-09-28,sells at a tenth of the list price
vitalon,domain,shopvitalon.store.example,Vitalon,,inspection,60,2026-01-02,sells at a tenth of the list price
vitalon,domain,vitalon-med.test,Vitalon,,customer-report,85,2026-02-19,
vitalon,domain,vitalon-power.example,Vitalon,,inspection,60,2026-08-14,
vitalon,domain,vitalonoutlet.test,Vitalon,,inspection,70,2026-08-02,copies our product photographs
cocoa-lane,domain,cocoalane-sweets.store.example,Cocoa Lane,,judgment,90,2026-05-07,sells at a tenth of the list price
cocoa-lane,domain,cocoa-lane-wholesale.example,Cocoa Lane,,automated,70,2026-02-12,sells at a tenth of the list price
cocoa-lane,domain,cocoalanegifts.example,Cocoa Lane,,inspection,90,2026-04-22,redirects to a chat account
cocoa-lane,domain,c0coalane.store.example,Cocoa Lane,,customer-report,90,2026-05-21,
cocoa-lane,domain,cocoa-lane-tins.example,Cocoa Lane,,inspection,60,2026-04-01,copies our product photographs
cocoa-lane,domain,cocoalane-export.store.example,Cocoa Lane,,inspection,80,2026-04-18,"fake shop, card payments taken and nothing sent"
cocoa-lane,domain,cocoa-1ane.test,Cocoa Lane,,automated,70,2026-02-25,copies our product photographs
cocoa-lane,domain,какао-лейн.example,Cocoa Lane,,automated,80,2026-04-07,copies our product photographs
cocoa-lane,domain,cocoa-lane-糖果.store.example,Cocoa Lane,,automated,60,2026-05-16,sells at a tenth of the list price
cocoa-lane,domain,cocoalanebulk.shop.example,Cocoa Lane,,customer-report,70,2026-10-25,"fake shop, card payments taken and nothing sent"
cocoa-lane,domain,cocoalane-easter.store.example,Cocoa Lane,,judgment,85,2026-09-24,
cocoa-lane,domain,mycocoalane.example,Cocoa Lane,,inspection,60,2026-01-11,sells at a tenth of the list price
cocoa-lane,domain,cocoa-lane-outlet.shop.example,Cocoa Lane,,customer-report,60,2026-01-05,sells at a tenth of the list price
cocoa-lane,domain,cocoalanebars.shop.example,Cocoa Lane,,inspection,95,2026-10-08,"fake shop, card payments taken and nothing sent"
cocoa-lane,domain,cocoa-lane-direct.shop.example,Cocoa Lane,,inspection,85,2026-09-04,sells at a tenth of the list price
cocoa-lane,domain,cocoalane-party.example,Cocoa Lane,,automated,85,2026-02-08,copies our product photographs
cocoa-lane,domain,cocoalane24.example,Cocoa Lane,,inspection,95,2026-10-25,redirects to a chat account
cocoa-lane,domain,sweetcocoalane.test,Cocoa Lane,,test-buy,60,2026-07-11,"fake shop, card payments taken and nothing sent"
cocoa-lane,domain,cocoa-lane-duty-free.test,Cocoa Lane,,judgment,95,2026-07-09,copies our product photographs
cocoa-lane,domain,cocoalane-deals.example,Cocoa Lane,,automated,70,2026-10-14,redirects to a chat account
"""#
}
