SELECT "agency", "tool", "part", "respondent" FROM (SELECT TRIM(COALESCE("agency", ''), ' 	
   ﻿') AS "agency", TRANSLATE(TRIM(COALESCE("tool", ''), ' 	
   ﻿'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') AS "tool", TRANSLATE(TRIM(COALESCE("part", ''), ' 	
   ﻿'), 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') AS "part", TRIM(COALESCE("respondent", ''), ' 	
   ﻿') AS "respondent" FROM answers) AS k GROUP BY "agency", "tool", "part", "respondent" HAVING COUNT(*) > 1