// swift-format-ignore-file
extension DemoReports {
    /// How sellers are reached and paid: telephones, accounts, e-mail, addresses of every kind.
    static let contacts = #"""
maison-verel,phone,+44 7700 900101,Verel,,customer-report,60,2026-09-14,answers as the shop
norvik,phone,+44 7700 900102,Norvik,,test-buy,70,2026-07-05,on the parcel
vitalon,phone,+44 7700 900103,Vitalon,,customer-report,80,2026-10-18,in the chat profile
cocoa-lane,phone,+44 7700 900104,Cocoa Lane,,automated,80,2026-03-13,on the invoice
maison-verel,phone,+44 7700 900105,Verel,,customer-report,70,2026-05-25,in the chat profile
norvik,phone,+44 7700 900106,Norvik,,inspection,60,2026-06-03,answers as the shop
vitalon,phone,+44 7700 900107,Vitalon,,automated,70,2026-07-03,answers as the shop
cocoa-lane,phone,+44 7700 900108,Cocoa Lane,,judgment,60,2026-01-03,in the chat profile
maison-verel,phone,+44 7700 900109,Verel,,test-buy,70,2026-04-24,on the parcel
norvik,phone,+44 7700 900110,Norvik,,customer-report,80,2026-05-27,in the chat profile
vitalon,phone,+44 7700 900111,Vitalon,,inspection,70,2026-03-11,in the chat profile
cocoa-lane,phone,+44 7700 900112,Cocoa Lane,,judgment,80,2026-07-26,in the chat profile
maison-verel,phone,+1 (202) 555-0110,Verel,,test-buy,80,2026-05-19,on the parcel
norvik,phone,+1 (202) 555-0111,Norvik,,test-buy,60,2026-05-08,on the invoice
vitalon,phone,+1 (202) 555-0112,Vitalon,,customer-report,70,2026-08-01,on the parcel
cocoa-lane,phone,+1 (202) 555-0113,Cocoa Lane,,inspection,70,2026-05-23,on the invoice
maison-verel,phone,+1 (202) 555-0114,Verel,,customer-report,80,2026-10-07,answers as the shop
norvik,phone,+1 (202) 555-0115,Norvik,,test-buy,60,2026-01-11,answers as the shop
vitalon,phone,+1 (202) 555-0116,Vitalon,,judgment,80,2026-02-01,on the invoice
cocoa-lane,phone,+1 (202) 555-0117,Cocoa Lane,,customer-report,60,2026-09-27,answers as the shop
maison-verel,phone,+1 (202) 555-0118,Verel,,automated,60,2026-01-28,in the chat profile
norvik,phone,+1 (202) 555-0119,Norvik,,judgment,60,2026-10-15,on the parcel
vitalon,phone,+1 (202) 555-0120,Vitalon,,judgment,70,2026-01-20,on the invoice
cocoa-lane,phone,+1 (202) 555-0121,Cocoa Lane,,inspection,60,2026-01-24,answers as the shop
maison-verel,phone,+61 491 570 156,Verel,,judgment,60,2026-10-27,on the parcel
norvik,phone,+61 491 570 157,Norvik,,test-buy,60,2026-08-02,on the invoice
vitalon,phone,+61 491 570 158,Vitalon,,test-buy,70,2026-01-11,on the parcel
cocoa-lane,phone,+61 491 570 159,Cocoa Lane,,customer-report,60,2026-02-07,on the invoice
maison-verel,phone,+61 491 570 110,Verel,,customer-report,80,2026-08-17,in the chat profile
norvik,phone,+61 491 570 313,Norvik,,judgment,80,2026-06-18,answers as the shop
vitalon,phone,+61 491 570 737,Vitalon,,inspection,80,2026-03-27,answers as the shop
cocoa-lane,phone,+61 491 570 266,Cocoa Lane,,judgment,70,2026-04-20,answers as the shop
maison-verel,phone,+33 1 99 00 11 18,Verel,,judgment,80,2026-10-15,answers as the shop
norvik,phone,+33 1 99 00 12 19,Norvik,,automated,70,2026-10-02,on the invoice
vitalon,phone,+33 1 99 00 13 20,Vitalon,,automated,80,2026-04-15,answers as the shop
cocoa-lane,phone,+33 1 99 00 14 21,Cocoa Lane,,inspection,60,2026-06-08,on the parcel
maison-verel,phone,+33 1 99 00 15 22,Verel,,test-buy,70,2026-04-12,on the parcel
norvik,phone,+33 1 99 00 16 23,Norvik,,judgment,70,2026-07-07,on the parcel
vitalon,phone,+33 1 99 00 17 24,Vitalon,,customer-report,80,2026-06-16,answers as the shop
cocoa-lane,phone,+33 1 99 00 18 25,Cocoa Lane,,automated,80,2026-01-10,on the invoice
maison-verel,payment-account,DE93500100008799829613,Verel,,test-buy,70,2026-04-04,asked for a transfer to this account
norvik,payment-account,DE33500100004320790703,Norvik,,inspection,90,2026-03-04,asked for a transfer to this account
vitalon,payment-account,DE71500100008028116633,Vitalon,,customer-report,80,2026-08-15,asked for a transfer to this account
cocoa-lane,payment-account,DE91500100008075986840,Cocoa Lane,,inspection,80,2026-09-23,asked for a transfer to this account
maison-verel,payment-account,DE89500100005069003948,Verel,,inspection,95,2026-09-01,asked for a transfer to this account
norvik,payment-account,DE66500100006899722222,Norvik,,test-buy,70,2026-10-02,asked for a transfer to this account
vitalon,payment-account,DE37500100000076531187,Vitalon,,inspection,70,2026-06-23,asked for a transfer to this account
cocoa-lane,payment-account,DE41500100007430618804,Cocoa Lane,,test-buy,80,2026-07-11,asked for a transfer to this account
maison-verel,payment-account,DE09500100005805172920,Verel,,customer-report,90,2026-05-03,asked for a transfer to this account
norvik,payment-account,DE89500100009723409365,Norvik,,test-buy,95,2026-06-14,asked for a transfer to this account
vitalon,payment-account,GB12TEST31675614668157,Vitalon,,inspection,90,2026-02-25,asked for a transfer to this account
cocoa-lane,payment-account,GB66TEST39858778361643,Cocoa Lane,,inspection,80,2026-06-02,asked for a transfer to this account
maison-verel,payment-account,GB05TEST34101619084077,Verel,,inspection,90,2026-02-21,asked for a transfer to this account
norvik,payment-account,GB74TEST85870276742400,Norvik,,test-buy,90,2026-09-05,asked for a transfer to this account
vitalon,payment-account,GB96TEST61059291595385,Vitalon,,test-buy,80,2026-04-19,asked for a transfer to this account
cocoa-lane,payment-account,GB14TEST26321937465561,Cocoa Lane,,test-buy,80,2026-03-21,asked for a transfer to this account
maison-verel,payment-account,GB46TEST51659835441708,Verel,,inspection,90,2026-03-15,asked for a transfer to this account
norvik,payment-account,GB18TEST09312135469966,Norvik,,inspection,90,2026-08-05,asked for a transfer to this account
vitalon,payment-account,FR8199999840286622819389291,Vitalon,,test-buy,90,2026-05-01,asked for a transfer to this account
cocoa-lane,payment-account,FR2799999348027522319389582,Cocoa Lane,,test-buy,70,2026-04-23,asked for a transfer to this account
maison-verel,payment-account,FR9899999006990555783959105,Verel,,inspection,70,2026-07-28,asked for a transfer to this account
norvik,payment-account,FR0299999309677794113592863,Norvik,,customer-report,95,2026-07-06,asked for a transfer to this account
vitalon,payment-account,FR6099999254771879136825285,Vitalon,,inspection,70,2026-06-17,asked for a transfer to this account
cocoa-lane,payment-account,FR9799999670797984410574508,Cocoa Lane,,inspection,95,2026-01-15,asked for a transfer to this account
maison-verel,payment-account,quickpay:m649928,Verel,,test-buy,90,2026-01-18,card statement of a test buy
norvik,payment-account,paybridge:merchant-135005,Norvik,,test-buy,90,2026-03-25,card statement of a test buy
vitalon,payment-account,paybridge:acct760851,Vitalon,,test-buy,80,2026-02-23,card statement of a test buy
cocoa-lane,payment-account,quickpay:m991785,Cocoa Lane,,test-buy,90,2026-03-23,card statement of a test buy
maison-verel,payment-account,walletone:merchant-740321,Verel,,test-buy,80,2026-02-10,card statement of a test buy
norvik,payment-account,walletone:merchant-74046,Norvik,,test-buy,90,2026-05-04,card statement of a test buy
vitalon,payment-account,walletone:m527366,Vitalon,,test-buy,80,2026-09-20,card statement of a test buy
cocoa-lane,payment-account,quickpay:m509234,Cocoa Lane,,test-buy,90,2026-05-19,card statement of a test buy
maison-verel,payment-account,paybridge:m726599,Verel,,test-buy,80,2026-05-08,card statement of a test buy
norvik,payment-account,paybridge:acct215262,Norvik,,test-buy,80,2026-04-12,card statement of a test buy
vitalon,payment-account,paybridge:merchant-365060,Vitalon,,test-buy,80,2026-05-20,card statement of a test buy
cocoa-lane,payment-account,paybridge:m513996,Cocoa Lane,,test-buy,80,2026-06-22,card statement of a test buy
maison-verel,payment-account,paybridge:m968412,Verel,,test-buy,90,2026-02-13,card statement of a test buy
norvik,payment-account,quickpay:m790150,Norvik,,test-buy,80,2026-08-04,card statement of a test buy
vitalon,payment-account,quickpay:acct358776,Vitalon,,test-buy,90,2026-02-11,card statement of a test buy
cocoa-lane,payment-account,quickpay:acct412194,Cocoa Lane,,test-buy,80,2026-01-18,card statement of a test buy
maison-verel,social-account,framely:verel.deals,Verel,,customer-report,50,2026-02-26,advertises with our pictures
norvik,social-account,chirp:replica_king,Norvik,,customer-report,65,2026-02-21,advertises with our pictures
vitalon,social-account,clipclip:norvik_cheap,Vitalon,,automated,80,2026-10-15,advertises with our pictures
cocoa-lane,social-account,clipclip:vitalon4u,Cocoa Lane,,inspection,50,2026-03-04,advertises with our pictures
maison-verel,social-account,chirp:cocoa.lane.bulk,Verel,,automated,50,2026-04-14,advertises with our pictures
norvik,social-account,clipclip:bags.factory,Norvik,,inspection,80,2026-09-09,advertises with our pictures
vitalon,social-account,clipclip:earbuds.wholesale,Vitalon,,automated,65,2026-03-14,advertises with our pictures
cocoa-lane,social-account,chirp:whey_direct,Cocoa Lane,,test-buy,65,2026-07-15,advertises with our pictures
maison-verel,social-account,clipclip:sweets_depot,Verel,,judgment,80,2026-05-04,advertises with our pictures
norvik,social-account,framely:luxe_mirror,Norvik,,test-buy,65,2026-10-16,advertises with our pictures
vitalon,social-account,clipclip:gz_leather,Vitalon,,inspection,65,2026-01-07,advertises with our pictures
cocoa-lane,social-account,framely:huaqiang_audio,Cocoa Lane,,inspection,80,2026-05-05,advertises with our pictures
maison-verel,social-account,clipclip:fit_pills,Verel,,test-buy,65,2026-06-16,advertises with our pictures
norvik,social-account,chirp:candy_world_opt,Norvik,,automated,50,2026-08-16,advertises with our pictures
vitalon,social-account,chirp:watch_palace,Vitalon,,inspection,65,2026-07-23,advertises with our pictures
cocoa-lane,social-account,clipclip:outlet_queen,Cocoa Lane,,judgment,80,2026-06-22,advertises with our pictures
maison-verel,email,sales@verel-outlet.example,Verel,,customer-report,60,2026-10-09,order confirmation
norvik,email,order@norvikbuds.example,Norvik,,customer-report,60,2026-10-11,order confirmation
vitalon,email,service@vitalonpills.example,Vitalon,,judgment,75,2026-09-08,order confirmation
cocoa-lane,email,info@c0coalane.example,Cocoa Lane,,customer-report,90,2026-09-08,order confirmation
maison-verel,email,contact@my-verel.example,Verel,,inspection,75,2026-05-21,order confirmation
norvik,email,vip@norvik-shop.example,Norvik,,test-buy,75,2026-04-08,order confirmation
vitalon,email,manager@vitalon-discount.example,Vitalon,,judgment,75,2026-04-23,order confirmation
cocoa-lane,email,shipping@cocoa-lane-wholesale.example,Cocoa Lane,,automated,90,2026-02-21,order confirmation
maison-verel,email,boss@cheap-verel-bags.example,Verel,,judgment,75,2026-04-15,order confirmation
norvik,email,export@norvik-charger-sale.example,Norvik,,judgment,90,2026-05-08,order confirmation
vitalon,email,sales@vitalonn.example,Vitalon,,test-buy,75,2026-10-04,order confirmation
cocoa-lane,email,order@cocoalane-export.example,Cocoa Lane,,customer-report,60,2026-08-23,order confirmation
maison-verel,email,service@verel-outlet.example,Verel,,judgment,60,2026-10-23,order confirmation
norvik,email,info@norvikbuds.example,Norvik,,automated,60,2026-06-15,order confirmation
vitalon,email,contact@vitalonpills.example,Vitalon,,inspection,60,2026-01-17,order confirmation
cocoa-lane,email,vip@c0coalane.example,Cocoa Lane,,customer-report,60,2026-08-19,order confirmation
maison-verel,email,manager@my-verel.example,Verel,,customer-report,75,2026-03-06,order confirmation
norvik,email,shipping@norvik-shop.example,Norvik,,inspection,60,2026-07-05,order confirmation
vitalon,email,boss@vitalon-discount.example,Vitalon,,judgment,75,2026-05-23,order confirmation
cocoa-lane,email,export@cocoa-lane-wholesale.example,Cocoa Lane,,judgment,75,2026-05-22,order confirmation
maison-verel,ip,203.0.113.60,Verel,,automated,50,2026-05-22,hosts several of the shops
norvik,ip,198.51.100.254,Norvik,,automated,40,2026-05-22,hosts several of the shops
vitalon,ip,198.51.100.173,Vitalon,,automated,60,2026-07-26,hosts several of the shops
cocoa-lane,ip,192.0.2.15,Cocoa Lane,,automated,50,2026-08-11,hosts several of the shops
maison-verel,ip,203.0.113.63,Verel,,automated,40,2026-03-12,hosts several of the shops
norvik,ip,198.51.100.37,Norvik,,automated,60,2026-02-14,hosts several of the shops
vitalon,ip,198.51.100.21,Vitalon,,automated,40,2026-05-14,hosts several of the shops
cocoa-lane,ip,203.0.113.187,Cocoa Lane,,automated,40,2026-01-27,hosts several of the shops
maison-verel,ip,203.0.113.150,Verel,,automated,50,2026-01-27,hosts several of the shops
norvik,ip,198.51.100.203,Norvik,,automated,40,2026-06-04,hosts several of the shops
vitalon,ip,203.0.113.146,Vitalon,,automated,40,2026-07-14,hosts several of the shops
cocoa-lane,ip,203.0.113.89,Cocoa Lane,,automated,60,2026-05-10,hosts several of the shops
maison-verel,url,https://cheap-verel-bags.example/goods/6423,Verel,,judgment,60,2026-03-07,
norvik,url,https://n0rvik.example/goods/6463,Norvik,,test-buy,75,2026-04-06,
vitalon,url,https://vitalonpills.example/p/994,Vitalon,,inspection,75,2026-05-02,
cocoa-lane,url,https://cocoalanegifts.example/item/4923,Cocoa Lane,,customer-report,60,2026-10-04,
maison-verel,url,https://cheap-verel-bags.example/item/3738,Verel,,customer-report,75,2026-04-17,
norvik,url,https://n0rvik.example/p/4941,Norvik,,judgment,60,2026-02-03,
vitalon,url,https://vitalonpills.example/p/8283,Vitalon,,automated,60,2026-10-06,
cocoa-lane,url,https://cocoalanegifts.example/item/7575,Cocoa Lane,,inspection,60,2026-09-24,
maison-verel,url,https://cheap-verel-bags.example/goods/5951,Verel,,test-buy,75,2026-09-26,
norvik,url,https://n0rvik.example/p/8668,Norvik,,automated,60,2026-09-03,
vitalon,url,https://vitalonpills.example/goods/2904,Vitalon,,automated,75,2026-03-16,
cocoa-lane,url,https://cocoalanegifts.example/p/6277,Cocoa Lane,,test-buy,75,2026-07-28,
maison-verel,postal-address,"Unit 7, Harbour Trading Estate, Felixmouth",Verel,,inspection,80,2026-04-13,returns address
maison-verel,postal-address,广州市白云区样板路88号3栋402,Verel,,inspection,80,2026-03-12,returns address
norvik,postal-address,深圳市福田区示例北路1001号,Norvik,,inspection,80,2026-10-05,returns address
vitalon,postal-address,"12 Rue des Copies, 75099 Paris",Vitalon,,inspection,80,2026-08-19,returns address
cocoa-lane,postal-address,"Industriestraße 5, 99999 Musterstadt",Cocoa Lane,,inspection,80,2026-10-01,returns address
norvik,postal-address,"ул. Примерная, 10, Образцовск",Norvik,,inspection,80,2026-07-25,returns address
"""#
}
